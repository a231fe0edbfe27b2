import { XformError } from './error.js';

/** A file of the target folder that could not be written. `path` as the user knows it. */
export function notWritable(path: string, cause: unknown): XformError {
  return new XformError(
    'runtime',
    `Cannot write ${path}: ${cause instanceof Error ? cause.message : String(cause)}`,
    {
      hint: 'Make the target folder writable, or choose another with --target-path.',
      cause,
    },
  );
}
