import { XformError } from '../../../errors/error.js';

/** Python's re.error: what is wrong with a pattern and where (0-based, in characters). */
export function regexError(message: string, pattern: string, position?: number): XformError {
  return new XformError(
    'compilation',
    position === undefined ? message : `${message} at position ${position}`,
    {
      hint: `The regular expression is: ${pattern}`,
    },
  );
}
