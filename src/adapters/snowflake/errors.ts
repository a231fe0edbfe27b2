import type { ExplainedError } from '../types.js';

/** What the client throws, as far as it is used here: a server's code has six digits, the client's own 4xxxxx too. */
interface ClientError {
  readonly message?: string;
  readonly code?: string | number;
  readonly sqlState?: string;
  readonly cause?: { readonly code?: string; readonly message?: string };
  readonly response?: { readonly code?: string };
}

type Explanation = (error: ClientError) => Omit<ExplainedError, 'kind'>;

function sessionExpired(): Omit<ExplainedError, 'kind'> {
  return {
    message: "The session's log-in has expired",
    hint: 'Run `xform retry` to log in again; set `client_session_keep_alive: true` for long runs.',
  };
}

/** The server puts the kind of error on a line of its own. */
function oneLine(message: string): string {
  return message.trim().replace(/:\s*\n\s*/, ': ');
}

/** By the code, without the zeros in front that some answers have. */
const KNOWN: Readonly<Record<string, Explanation>> = {
  '390100': () => ({
    message: 'Snowflake did not accept the user name or password',
    hint: 'Check `user`, `password` and `account` in profiles.yml.',
  }),
  '390144': () => ({
    message: 'Snowflake did not accept the key (JWT token is invalid)',
    hint: 'Check that the public key of `private_key_path` is set on the user, and `account` and `user`.',
  }),
  '390318': () => ({
    message: 'The OAuth token has expired',
    hint: 'Get a new one and put it in `token`.',
  }),
  '394400': () => ({
    message: 'Snowflake did not accept the programmatic access token: it is wrong or has expired',
    hint: 'Make a new one for the user and put it in `token` (or `password`).',
  }),
  '390303': () => ({
    message: 'Snowflake did not accept the OAuth token',
    hint: 'Check `token` and `authenticator` in profiles.yml.',
  }),
  '390189': ({ message }) => ({
    message: message ?? 'the role does not exist or is not granted to the user',
    hint: 'Check `role` in profiles.yml.',
  }),
  '390112': sessionExpired,
  '390104': sessionExpired,
  '390111': sessionExpired,
  '390114': sessionExpired,
  // What the client says when it could not renew the session.
  '407002': sessionExpired,
  '604': () => ({ message: 'The statement was cancelled' }),
  '3001': ({ message }) => ({
    message: oneLine(message ?? 'insufficient privileges'),
    hint: 'Grant the privilege to the role, or set another `role` in profiles.yml.',
  }),
  '630': () => ({
    message: 'The statement took longer than its timeout and was stopped',
    hint: 'Raise `statement_timeout` in profiles.yml, or STATEMENT_TIMEOUT_IN_SECONDS of the warehouse.',
  }),
};

const UNREACHABLE = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ETIMEDOUT',
  'ECONNRESET',
  'EHOSTUNREACH',
]);

function networkCode(error: ClientError): string | undefined {
  for (const code of [error.cause?.code, String(error.code ?? '')]) {
    if (code !== undefined && UNREACHABLE.has(code)) return code;
  }
  const found = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|EHOSTUNREACH)\b/.exec(
    `${error.message} ${error.cause?.message}`,
  );
  return found?.[1];
}

/** The server's message with its codes, or what is wrong with the way there. */
export function explainError(error: unknown): ExplainedError {
  const given = error as ClientError;
  const code = String(given.code ?? '').replace(/^0+/, '');
  if (Object.hasOwn(KNOWN, code)) return { kind: 'database', ...KNOWN[code]!(given) };
  const network = networkCode(given);
  if (network !== undefined || ['401001', '401002', '401003'].includes(code)) {
    return {
      kind: 'database',
      message: `The Snowflake server could not be reached${network === undefined ? '' : ` (${network})`}`,
      hint: 'Check `account` (and `host`) in profiles.yml, and the network.',
    };
  }
  const message = given.message ?? String(error);
  const codes = given.sqlState ? `${code.padStart(6, '0')} (${given.sqlState}): ` : '';
  return { kind: 'database', message: `${codes}${message}` };
}

const TRANSIENT = new Set(['401001', '401002', '390112', '250001']);

/** Worth another attempt. */
export function isTransient(error: unknown): boolean {
  const given = error as ClientError;
  return TRANSIENT.has(String(given.code ?? '')) || networkCode(given) !== undefined;
}

const GONE = new Set(['390104', '390111', '390112', '390114', '407002', '405501']);

/** The session does not exist any more: nothing can be sent. */
export function isSessionGone(error: unknown): boolean {
  return GONE.has(String((error as ClientError).code ?? ''));
}
