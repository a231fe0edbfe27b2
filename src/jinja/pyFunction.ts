import { XformError } from '../errors/error.js';
import type { NamedImplementation } from './types.js';
import { type Callable, callable, type Value } from './values/types.js';

interface Parameter {
  readonly name: string;
  readonly optional: boolean;
}

/**
 * A host function with Python's argument rules. `parameters` lists names in order; a trailing `?` makes one optional
 * (the implementation then gets JavaScript's undefined). Too many, unknown or missing arguments raise as in Python.
 */
export function pyFunction(name: string, parameters: readonly string[], run: NamedImplementation): Callable {
  const list: Parameter[] = parameters.map((text) =>
    text.endsWith('?') ? { name: text.slice(0, -1), optional: true } : { name: text, optional: false },
  );
  const index = new Map(list.map((parameter, i) => [parameter.name, i]));
  const required = list.filter((parameter) => !parameter.optional).length;
  return callable(name, (args, kwargs) => {
    if (args.length > list.length) {
      const takes = required === list.length ? `${required}` : `from ${required} to ${list.length}`;
      throw new XformError(
        'compilation',
        `${name}() takes ${takes} positional argument${list.length === 1 ? '' : 's'} but ${args.length} ${args.length === 1 ? 'was' : 'were'} given`,
      );
    }
    const values: Value[] = args.slice();
    for (const key of Object.keys(kwargs)) {
      const at = index.get(key);
      if (at === undefined) {
        throw new XformError('compilation', `${name}() got an unexpected keyword argument '${key}'`);
      }
      if (at < args.length) {
        throw new XformError('compilation', `${name}() got multiple values for argument '${key}'`);
      }
      values[at] = kwargs[key];
    }
    const missing = list.filter((parameter, i) => !parameter.optional && values[i] === undefined);
    if (missing.length > 0) {
      const names = missing.map((parameter) => `'${parameter.name}'`).join(' and ');
      throw new XformError(
        'compilation',
        `${name}() missing ${missing.length} required positional argument${missing.length === 1 ? '' : 's'}: ${names}`,
      );
    }
    return run(...values);
  });
}
