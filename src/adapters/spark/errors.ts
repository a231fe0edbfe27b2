import { type ExplainSystemError, networkErrors, type SystemError } from '../networkErrors.js';
import type { ExplainedError } from '../types.js';

/** A statement that the server refused or that failed there. */
export class SparkQueryError extends Error {
  constructor(
    message: string,
    readonly sqlState: string | undefined,
  ) {
    super(message);
    this.name = 'SparkQueryError';
  }
}

type Explained = Omit<ExplainedError, 'kind'>;

const LOST: Explained = {
  message: 'The connection to the Spark server was lost',
  hint: 'Run `xform retry` when the server is back.',
};

const NETWORK_ERRORS: Readonly<Record<string, ExplainSystemError>> = {
  ECONNREFUSED: ({ address, port }) => ({
    message: `No Spark Thrift server listens at ${address ?? 'the given host'}, port ${port ?? ''}`,
    hint: 'Start the server, or correct `host` and `port` in profiles.yml.',
  }),
  ...networkErrors('Spark server'),
  ECONNRESET: () => LOST,
  EPIPE: () => LOST,
};

const LOGIN: Explained = {
  message: 'The Spark server did not accept the login',
  hint: 'Correct `user`, `password` or `token`, and `auth` in profiles.yml; a token may have expired.',
};

/** What goes wrong before the first statement, by the client's words or Node's code. */
const REFUSALS: readonly (Explained & { readonly pattern: RegExp })[] = [
  {
    pattern:
      /Error validating the login|authentication (?:fail|error)|Unsupported mechanism|status code: 401/i,
    ...LOGIN,
  },
  {
    pattern: /status code: 403/,
    message: 'The Spark server does not let this user in',
    hint: 'Ask for the right to use it, or correct `user` and `token` in profiles.yml.',
  },
  {
    pattern: /status code: 404/,
    message: 'Nothing answers at `http_path` of the Spark server',
    hint: 'Correct `http_path` in profiles.yml.',
  },
  {
    pattern: /status code: 50[234]/,
    message: 'The Spark server is not available at the moment',
    hint: 'Try again later, or set `connect_retries` in profiles.yml.',
  },
  {
    pattern: /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/,
    message: "The Spark server's certificate is not trusted",
    hint: 'Give the file of its authority as `ssl_ca` in profiles.yml; `ssl_verify: false` trusts every certificate.',
  },
];

export function isNetworkError(error: unknown): boolean {
  return Object.hasOwn(NETWORK_ERRORS, (error as SystemError).code ?? '');
}

/** The server's own words: the classes of its exceptions, the plan of the query and its stack left out. */
export function serverMessage(text: string): string {
  const [said = ''] = text.split(/\n\s*at [\w$.]+\(|\nCaused by:|\n\s*== Parsed/);
  const lines = said.replace(/\r/g, '').split('\n');
  const first = lines[0]!
    .replace(/^(?:[\w.]+(?:Exception|Error): )+/, '')
    .replace(/^Error (?:running|operating) \w+: /, '');
  // The message of the inner exception repeats the class of the error.
  const inner = /^\[([A-Z_.0-9]+)\] [\w.$]+(?:Exception|Error): (\[\1\].*)$/.exec(first)?.[2] ?? first;
  const plan = lines.findIndex((line, i) => i > 0 && /^['+:]|^\s*\+-/.test(line));
  return [inner, ...lines.slice(1, plan < 0 ? undefined : plan)].join('\n').replace(/;\s*$/, '').trim();
}

export function explainError(error: unknown): ExplainedError | undefined {
  if (error instanceof SparkQueryError) return { kind: 'database', message: serverMessage(error.message) };
  const system = error as SystemError;
  const { code = '', message = '' } = system;
  if (Object.hasOwn(NETWORK_ERRORS, code)) return { kind: 'database', ...NETWORK_ERRORS[code]!(system) };
  for (const { pattern, ...explained } of REFUSALS) {
    if (pattern.test(message) || pattern.test(code)) return { kind: 'database', ...explained };
  }
  return undefined;
}
