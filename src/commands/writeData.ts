import type { LogEvent } from '../log/types.js';
import type { Session } from './session.js';

/**
 * Puts data on standard output. With JSON log lines it travels as an event, so that every line stays JSON:
 * the given one, or dbt's PrintEvent for each line.
 */
export function writeData(
  { log, project, effects }: Session,
  text: string,
  event?: Pick<LogEvent, 'name' | 'code' | 'data'>,
): void {
  if (project.flags['log_format'] !== 'json') effects.stdout(`${text}\n`);
  else if (event !== undefined) {
    log.data?.({ ...event, data: { ...event.data, quiet: project.flags.quiet === true }, msg: text });
  } else {
    for (const line of text.split('\n')) {
      log.data?.({ name: 'PrintEvent', code: 'Z052', msg: line, data: { msg: line } });
    }
  }
}

/** A line above data, for people; with --quiet the data is alone. */
export function heading({ project }: Session, text: string): string {
  return project.flags.quiet ? '' : `${text}\n`;
}
