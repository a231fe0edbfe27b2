import { isXformError } from '../errors/error.js';
import { pyFunction } from '../jinja/pyFunction.js';
import { PyIterator } from '../jinja/values/iterator.js';
import { findIterable, iterate, raise } from '../jinja/values/operations.js';
import { PySet } from '../jinja/values/set.js';
import { callable, PyTuple, type Value } from '../jinja/values/types.js';

/** `set(value, default)`: the default (None) for what cannot become a set. */
export const setFunction = pyFunction('set', ['value', 'default?'], (value, fallback) => {
  const items = findIterable(value);
  if (items === undefined) return fallback ?? null;
  try {
    return new PySet(items);
  } catch (error) {
    if (isXformError(error)) return fallback ?? null;
    throw error;
  }
});

/** `set_strict(value)`: raises for what cannot become a set. */
export const setStrictFunction = pyFunction('set_strict', ['value'], (value) => new PySet(iterate(value)));

function* zipped(sources: readonly Iterable<Value>[]): Generator<PyTuple> {
  const iterators = sources.map((source) => source[Symbol.iterator]());
  if (iterators.length === 0) return;
  for (;;) {
    const items: Value[] = [];
    for (const iterator of iterators) {
      const step = iterator.next();
      if (step.done) return;
      items.push(step.value);
    }
    yield PyTuple.fromArray(items);
  }
}

/** `zip(*args, default=None)`: an iterator of tuples; the default when an argument cannot be iterated. */
export const zipFunction = callable('zip', (args, kwargs) => {
  const sources = args.map(findIterable);
  if (sources.some((source) => source === undefined)) return kwargs['default'] ?? null;
  return new PyIterator(zipped(sources as Iterable<Value>[]), 'zip');
});

/** `zip_strict(*args)`: raises when an argument cannot be iterated. */
export const zipStrictFunction = callable('zip_strict', (args, kwargs) => {
  const [unexpected] = Object.keys(kwargs);
  if (unexpected !== undefined) raise(`zip_strict() got an unexpected keyword argument '${unexpected}'`);
  return new PyIterator(zipped(args.map(iterate)), 'zip');
});
