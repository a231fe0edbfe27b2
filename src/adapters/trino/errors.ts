import { type ExplainSystemError, networkErrors, type SystemError } from '../networkErrors.js';
import type { ExplainedError } from '../types.js';

/** An error as the server reports it in the answer to a statement. */
export interface ServerFailure {
  readonly message: string;
  readonly errorCode?: number;
  /** `COLUMN_NOT_FOUND` */
  readonly errorName?: string;
  /** `USER_ERROR`, `INTERNAL_ERROR`, `INSUFFICIENT_RESOURCES`, `EXTERNAL` */
  readonly errorType?: string;
  readonly errorLocation?: { readonly lineNumber: number; readonly columnNumber: number };
}

/** A statement that the server refused or that failed there. */
export class TrinoQueryError extends Error {
  constructor(
    readonly failure: ServerFailure,
    readonly queryId: string | undefined,
    readonly statement: string,
  ) {
    super(failure.message);
    this.name = 'TrinoQueryError';
  }
}

/** An answer that is none of the protocol's: not logged in, a proxy's page. */
export class TrinoHttpError extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
  ) {
    super(`The server answered with status ${status}${detail === '' ? '' : `: ${detail}`}`);
    this.name = 'TrinoHttpError';
  }
}

type Explained = Omit<ExplainedError, 'kind'>;

/** Errors of reaching the server, by the system's code. */
const NETWORK_ERRORS: Readonly<Record<string, ExplainSystemError>> = {
  ECONNREFUSED: ({ address, port }) => ({
    message: `No Trino server listens at ${address ?? 'the given host'}, port ${port ?? ''}`,
    hint: 'Start the server, or correct `host` and `port` in profiles.yml. Then run `xform retry`.',
  }),
  ...networkErrors('Trino server'),
  ECONNRESET: () => ({
    message: 'The connection to the Trino server was lost',
    hint: 'Run `xform retry` when the server is back.',
  }),
  EPROTO: () => ({
    message: 'The server does not speak TLS at this port',
    hint: 'Set `http_scheme: http`, or correct `port` in profiles.yml.',
  }),
};

const CERTIFICATE = /certificate|CERT_|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ERR_TLS/;

const STATUS_HINTS: Readonly<Record<number, Explained>> = {
  401: {
    message: 'The Trino server did not accept the login',
    hint: 'Correct `user`, `password` or `jwt_token` in profiles.yml; a token may have expired.',
  },
  403: {
    message: 'The Trino server does not allow this user in',
    hint: 'Ask for access, or correct `user` and `impersonation_user` in profiles.yml.',
  },
  404: {
    message: 'There is no Trino server at this address (status 404)',
    hint: 'Correct `host` and `port` in profiles.yml.',
  },
};

export function explainError(error: unknown): ExplainedError | undefined {
  if (error instanceof TrinoQueryError) return { kind: 'database', ...explainQuery(error) };
  if (error instanceof TrinoHttpError) {
    return { kind: 'database', ...(STATUS_HINTS[error.status] ?? { message: error.message }) };
  }
  const system = error as SystemError;
  const { code = '', message = '' } = system;
  if (Object.hasOwn(NETWORK_ERRORS, code)) return { kind: 'database', ...NETWORK_ERRORS[code]!(system) };
  if (CERTIFICATE.test(code) || CERTIFICATE.test(message)) {
    return {
      kind: 'database',
      message: `The certificate of the Trino server is not trusted: ${message}`,
      hint: 'Set `cert` to the file of the certificate authority in profiles.yml.',
    };
  }
  return undefined;
}

/** Whether the server is gone for this session: nothing more can be sent. */
export function isNetworkError(error: unknown): boolean {
  return Object.hasOwn(NETWORK_ERRORS, (error as SystemError).code ?? '');
}

const HINTS: Readonly<Record<string, string>> = {
  USER_CANCELED: 'The statement was stopped before it was done.',
  CATALOG_NOT_FOUND: 'Correct `database` (the catalog) in profiles.yml or in the configuration of the node.',
  PERMISSION_DENIED: 'Ask for the right, or set another `user` or `roles` in profiles.yml.',
  EXCEEDED_TIME_LIMIT: 'Raise `query_max_run_time` in `session_properties`, or make the statement cheaper.',
};

/** The server's message; with the line at fault, where it says which. */
function explainQuery({ failure, statement }: TrinoQueryError): Explained {
  const name = failure.errorName ?? 'error';
  const lines = [`${name}: ${failure.message}`];
  const { errorLocation: place } = failure;
  const line = place && statement.split('\n')[place.lineNumber - 1];
  if (place && line !== undefined) {
    const label = `LINE ${place.lineNumber}: `;
    lines.push(`${label}${line.replaceAll('\t', ' ')}`);
    lines.push(`${' '.repeat(label.length + place.columnNumber - 1)}^`);
  }
  const hint = Object.hasOwn(HINTS, name) ? HINTS[name] : undefined;
  return { message: lines.join('\n'), ...(hint === undefined ? {} : { hint }) };
}
