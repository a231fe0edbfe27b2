import { ERROR_KINDS, errorsOf } from '../errors/error.js';
import { formatError } from '../errors/formatError.js';
import type { ConsoleLogger } from '../log/createLogger.js';

/** Logs what stopped a command, in dbt's words, and says with which exit code. */
export function reportFailure(error: unknown, log: ConsoleLogger, debug: boolean): number {
  const errors = errorsOf(error);
  const text = errors.map(formatError).join('\n\n');
  const internal = errors.find((each) => each.kind === 'internal');
  const trace = internal?.cause instanceof Error ? internal.cause.stack : undefined;
  log.fail({
    name: 'MainEncounteredError',
    code: 'Z002',
    msg: `Encountered an error:\n${text}`,
    data: { exc: text },
  });
  if (trace) log.fire({ name: 'MainStackTrace', code: 'Z003', level: debug ? 'error' : 'debug', msg: trace });
  return errors.every((each) => ERROR_KINDS[each.kind].exit === 1) ? 1 : 2;
}
