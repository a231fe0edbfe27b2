import type { CommandOptions } from './types.js';

/** Options of a command whose output is for programs: log lines stay out of it, unless they are asked for. */
export function dataOptions(options: CommandOptions): CommandOptions {
  const isText = options['output'] === undefined || options['output'] === 'text';
  return isText || options['quiet'] !== undefined ? options : { ...options, quiet: true };
}
