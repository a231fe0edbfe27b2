import { createHash } from 'node:crypto';
import { XformError } from '../errors/error.js';
import { PyModule } from '../jinja/modules/pyClass.js';
import { pyFunction } from '../jinja/pyFunction.js';
import { entriesOf, iterate, pyEquals, pyRepr, pyStr, raise, typeName } from '../jinja/values/operations.js';
import { callable, isCallable, isPyObject, type Value } from '../jinja/values/types.js';

/** `local_md5(value)`: the MD5 of a string, in hex. */
export const localMd5 = pyFunction('local_md5', ['value'], (value: Value) => {
  if (typeof value !== 'string') raise(`local_md5() takes a string, not ${typeName(value)}`);
  return createHash('md5').update(value, 'utf8').digest('hex');
});

/**
 * `diff_of_two_dicts(dict_a, dict_b)`: of each key of a the items that b does not have under that key. Keys and items
 * compare in lower case.
 */
export const diffOfTwoDicts = pyFunction('diff_of_two_dicts', ['dict_a', 'dict_b'], (a, b) => {
  const others = new Map([...entriesOf(b)].map(([key, items]) => [lower(key), lowerItems(items)]));
  const difference: Record<string, Value> = {};
  for (const [key, items] of entriesOf(a)) {
    const known = others.get(lower(key));
    if (known === undefined) {
      difference[pyStr(key)] = items;
      continue;
    }
    const left = [...iterate(items)].filter((item) => !known.includes(lower(item)));
    if (left.length > 0) difference[pyStr(key)] = left;
  }
  return difference;
});

function lower(value: Value): string {
  return pyStr(value).toLowerCase();
}

function lowerItems(items: Value): string[] {
  return [...iterate(items)].map(lower);
}

/** `try_or_compiler_error(message, function, *args, **kwargs)`: any error of the function becomes that message. */
export const tryOrCompilerError = callable('try_or_compiler_error', (args, kwargs) => {
  const [message, run, ...rest] = args;
  const fail = (cause: unknown): never => {
    throw new XformError('compilation', pyStr(message ?? null), {
      notes: cause instanceof Error ? [cause.message] : [],
      cause,
    });
  };
  try {
    const result =
      isPyObject(run) && run.pyCall ? run.pyCall(rest, kwargs) : isCallable(run) ? run(rest, kwargs) : null;
    return result instanceof Promise ? result.catch(fail) : result;
  } catch (error) {
    return fail(error);
  }
});

/** `validation.any(a, b, ...)`: a function that raises for values that are none of these. */
export const validation = new PyModule('validation', {
  any: () =>
    callable('any', (choices) =>
      pyFunction('validator', ['value'], (value) => {
        if (choices.some((choice) => pyEquals(choice, value))) return null;
        const list = choices.map(pyRepr).join(', ');
        throw new XformError('compilation', `Expected value ${pyRepr(value)} to be one of ${list}`);
      }),
    ),
});
