import { networkErrors } from '../networkErrors.js';
import type { ExplainedError } from '../types.js';

/** What pg's client throws, as far as it is used here: a server's message has a code of five characters. */
interface PostgresError {
  readonly message?: string;
  readonly code?: string;
  readonly detail?: string;
  readonly hint?: string;
  readonly position?: string;
  readonly address?: string;
  readonly port?: number;
  readonly hostname?: string;
  readonly where?: string;
  readonly schema?: string;
}

/** Text of the statement that failed, kept beside the server's error for its `position`. */
const STATEMENT = Symbol('statement');

export function withPosition(error: unknown, sql: string): unknown {
  if (error instanceof Error) Object.defineProperty(error, STATEMENT, { value: sql });
  return error;
}

const OTHER_RUN =
  'Another session works on the same relations. Two runs at a time need schemas of their own; `xform retry` goes on with this one.';

type Explain = (error: PostgresError) => { readonly message: string; readonly hint?: string };

/** Errors of connecting, of rights and of losing a connection, by their code, with what to do. */
const KNOWN_ERRORS: Readonly<Record<string, Explain>> = {
  ECONNREFUSED: ({ address, port }) => ({
    message: `No PostgreSQL server listens at ${address ?? 'the given host'}, port ${port ?? ''}`,
    hint: 'Start the server, or correct `host` and `port` in profiles.yml.',
  }),
  ...networkErrors('PostgreSQL server'),
  '28P01': ({ message }) => ({
    message: message ?? 'password authentication failed',
    // The server tells nobody whether it was the one or the other.
    hint: 'Correct `user` and `password` in profiles.yml; a password may also have expired (VALID UNTIL of the role).',
  }),
  '28000': ({ message }) => ({
    message: message ?? 'not authorized to connect',
    hint: 'Check `user`, `database` and `sslmode` in profiles.yml against the server.',
  }),
  '3D000': ({ message }) => ({
    message: message ?? 'the database does not exist',
    hint: 'Create the database, or correct `dbname` in profiles.yml.',
  }),
  '42501': ({ message }) => ({
    message: message ?? 'permission denied',
    hint: 'Grant the right, or set another `user`, `role` or `schema` in profiles.yml.',
  }),
  '53300': ({ message }) => ({
    message: message ?? 'too many connections',
    hint: 'Run with fewer threads, or wait until others are done.',
  }),
  '57014': ({ message = '' }) =>
    /timeout/.test(message)
      ? {
          message:
            'The statement took longer than `statement_timeout` of the role or database and was stopped',
          hint: 'Raise `statement_timeout` (ALTER ROLE ... SET, or `set` in a pre-hook), or make the statement cheaper.',
        }
      : { message: 'The statement was cancelled' },
  '40P01': ({ message }) => ({ message: message ?? 'deadlock detected', hint: OTHER_RUN }),
  '55P03': ({ message }) => ({ message: message ?? 'could not obtain a lock', hint: OTHER_RUN }),
  '57P01': ({ message }) => ({ message: message ?? 'the server ended the session' }),
};

const LOST = /Connection terminated|Client has encountered a connection error|Connection ended/;

/** The server's message as psql shows it: with the line at fault, detail and hint. */
export function explainError(error: unknown): ExplainedError {
  const given = error as PostgresError;
  const explain = given.code !== undefined && Object.hasOwn(KNOWN_ERRORS, given.code);
  if (explain) return { kind: 'database', ...KNOWN_ERRORS[given.code!]!(given) };
  const message = given.message ?? String(error);
  if (/timeout expired/.test(message)) return { kind: 'database', ...KNOWN_ERRORS['ETIMEDOUT']!(given) };
  if (LOST.test(message)) {
    return {
      kind: 'database',
      message: 'The connection to the PostgreSQL server was lost',
      hint: 'What this node had not committed is rolled back. Run `xform retry` when the server is back.',
    };
  }
  const lines = [message, ...positionLines(given)];
  if (given.detail) lines.push(`DETAIL:  ${given.detail}`);
  if (given.hint) lines.push(`HINT:  ${given.hint}`);
  if (given.where) lines.push(`CONTEXT:  ${given.where}`);
  return {
    kind: 'database',
    message: lines.join('\n'),
    ...(isByOtherRun(given) ? { hint: OTHER_RUN } : {}),
  };
}

const EXISTS = new Set(['42P07', '42710']);

/**
 * Whether somebody else made, renamed or dropped what this session was about to: what is to be made is there, what is
 * to be renamed is gone, or rows of the system's own tables have changed.
 */
function isByOtherRun(error: PostgresError): boolean {
  const { code = '', message = '' } = error;
  const sql = (error as { [STATEMENT]?: string })[STATEMENT] ?? '';
  if (EXISTS.has(code)) return true;
  if (code === '42P01') return /__dbt_(tmp|backup)/.test(message) || /\brename to\b/i.test(sql);
  if (code === '23505') return error.schema === 'pg_catalog';
  return code === 'XX000' && /tuple concurrently|could not open relation|cache lookup failed/.test(message);
}

/** `LINE 3: select nope` and a caret below, from the character position the server gives. */
function positionLines(error: PostgresError): string[] {
  const sql = (error as { [STATEMENT]?: string })[STATEMENT];
  if (sql === undefined || error.position === undefined) return [];
  // The server counts characters, JavaScript UTF-16 units.
  const before = [...sql].slice(0, Number(error.position) - 1).join('');
  const start = before.lastIndexOf('\n') + 1;
  const end = sql.indexOf('\n', start);
  const line = sql.slice(start, end < 0 ? undefined : end).replaceAll('\t', ' ');
  const label = `LINE ${before.split('\n').length}: `;
  return [label + line, `${' '.repeat(label.length + before.length - start)}^`];
}

export function isCancelled(error: unknown): boolean {
  return (error as PostgresError).code === '57014';
}

const TRANSIENT = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EAI_AGAIN', '53300', '57P03']);

/** Worth another attempt to connect. */
export function isTransient(error: unknown): boolean {
  const { code = '', message = '' } = error as PostgresError;
  return TRANSIENT.has(code) || /timeout expired|Connection terminated/.test(message);
}
