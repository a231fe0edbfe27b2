import { XformError } from '../../errors/error.js';

/** Throws a Python-like error of template code; the place is added by the generated function that it passes. */
export function raise(message: string, hint?: string): never {
  throw new XformError('compilation', message, { hint });
}
