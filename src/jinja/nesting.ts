import { XformError } from '../errors/error.js';

/** Runs a step of compiling; what nests deeper than the JavaScript stack holds is an error of the template. */
export function withNestingLimit<T>(file: string, compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new XformError(
      'compilation',
      'the template nests too deeply, or has an expression with too many parts',
      {
        place: { file },
        hint: 'Split it with {% set %} or into macros.',
      },
    );
  }
}
