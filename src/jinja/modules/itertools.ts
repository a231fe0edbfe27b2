import { pyFunction } from '../pyFunction.js';
import { PyIterator } from '../values/iterator.js';
import { add, iterate, pyTruthy, raise } from '../values/operations.js';
import {
  type Callable,
  callable,
  isCallable,
  isPyObject,
  type Kwargs,
  NO_KWARGS,
  PyTuple,
  type Value,
} from '../values/types.js';
import { intArgument } from './arguments.js';
import { PyClass, PyModule } from './pyClass.js';

function iterator(name: string, items: Iterable<Value>): PyIterator {
  return new PyIterator(items, `itertools.${name}`);
}

function call(run: Value, args: Value[]): Value {
  if (isCallable(run)) return run(args, NO_KWARGS);
  if (isPyObject(run) && run.pyCall) return run.pyCall(args, NO_KWARGS);
  return raise('this function of itertools needs a macro or function to call');
}

function onlyKeyword(kwargs: Kwargs, name: string, owner: string): Value | undefined {
  const other = Object.keys(kwargs).find((key) => key !== name);
  if (other !== undefined) raise(`${owner}() got an unexpected keyword argument '${other}'`);
  return kwargs[name];
}

/** None and left out are the same. */
function findCount(value: Value | undefined): number | undefined {
  return value === undefined || value === null ? undefined : intArgument(value);
}

function notNegative(value: number, name: string): number {
  return value < 0 ? raise(`${name} must be non-negative`) : value;
}

function* countFrom(start: Value, step: Value): Generator<Value> {
  for (let value = start; ; value = add(value, step)) yield value;
}

function* cycled(source: Iterable<Value>): Generator<Value> {
  const seen: Value[] = [];
  for (const item of source) {
    seen.push(item);
    yield item;
  }
  while (seen.length > 0) yield* seen;
}

function* repeated(value: Value, times: number | undefined): Generator<Value> {
  for (let i = 0; times === undefined || i < times; i++) yield value;
}

function* chained(sources: Iterable<Value>): Generator<Value> {
  for (const source of sources) yield* iterate(source);
}

function* compressed(data: Iterable<Value>, selectors: Iterable<Value>): Generator<Value> {
  const wanted = selectors[Symbol.iterator]();
  for (const item of data) {
    const step = wanted.next();
    if (step.done) return;
    if (pyTruthy(step.value)) yield item;
  }
}

function* sliced(
  source: Iterable<Value>,
  start: number,
  stop: number | undefined,
  step: number,
): Generator<Value> {
  if (stop !== undefined && stop <= 0) return;
  let next = start;
  let at = 0;
  const items = source[Symbol.iterator]();
  // Nothing behind the last wanted item is taken from the source: others may go on reading it.
  while (stop === undefined || at < stop) {
    const item = items.next();
    if (item.done) return;
    if (at === next) {
      yield item.value;
      next += step;
    }
    at++;
  }
}

/** Sums, or what `combine` makes of the last result and an item. In asynchronous templates a promise of the iterator. */
function accumulate(items: Iterable<Value>, combine: Value, initial: Value): Value {
  if (combine === null) return iterator('accumulate', running(items, initial));
  const results: Value[] = initial === null ? [] : [initial];
  const rest = [...items];
  const step = (from: number): Value => {
    for (let i = from; i < rest.length; i++) {
      const result = results.length === 0 ? rest[i] : call(combine, [results.at(-1), rest[i]]);
      if (result instanceof Promise) {
        return result.then((value) => {
          results.push(value);
          return step(i + 1);
        });
      }
      results.push(result);
    }
    return iterator('accumulate', results);
  };
  return step(0);
}

function* running(items: Iterable<Value>, initial: Value): Generator<Value> {
  let total: Value | undefined = initial ?? undefined;
  if (total !== undefined) yield total;
  for (const item of items) {
    total = total === undefined ? item : add(total, item);
    yield total;
  }
}

function starmap(run: Value, argumentLists: Iterable<Value>): Value {
  const results = [...argumentLists].map((list) => call(run, [...iterate(list)]));
  if (!results.some((result) => result instanceof Promise)) return iterator('starmap', results);
  return Promise.all(results).then((values) => iterator('starmap', values));
}

function tee(source: Iterable<Value>, count: number): PyTuple {
  const items = source[Symbol.iterator]();
  const seen: Value[] = [];
  function* read(): Generator<Value> {
    for (let i = 0; ; i++) {
      if (i === seen.length) {
        const step = items.next();
        if (step.done) return;
        seen.push(step.value);
      }
      yield seen[i];
    }
  }
  return PyTuple.fromArray(Array.from({ length: count }, () => iterator('_tee', read())));
}

function* zippedLongest(sources: readonly Iterable<Value>[], fill: Value): Generator<PyTuple> {
  const iterators = sources.map((source) => source[Symbol.iterator]());
  for (;;) {
    const steps = iterators.map((it) => it.next());
    if (steps.every((step) => step.done)) return;
    yield PyTuple.fromArray(steps.map((step) => (step.done ? fill : step.value)));
  }
}

function* product(pools: readonly (readonly Value[])[]): Generator<PyTuple> {
  if (pools.some((pool) => pool.length === 0)) return;
  const at = pools.map(() => 0);
  for (;;) {
    yield PyTuple.fromArray(pools.map((pool, i) => pool[at[i]!]));
    let i = pools.length - 1;
    while (i >= 0 && ++at[i]! === pools[i]!.length) at[i--] = 0;
    if (i < 0) return;
  }
}

/** Selections of `size` indexes below `length`; `mayFollow` says which index may come after those chosen. */
function* selections(
  length: number,
  size: number,
  mayFollow: (index: number, chosen: readonly number[]) => boolean,
): Generator<number[]> {
  const chosen: number[] = [];
  function* extend(): Generator<number[]> {
    if (chosen.length === size) {
      yield [...chosen];
      return;
    }
    for (let index = 0; index < length; index++) {
      if (!mayFollow(index, chosen)) continue;
      chosen.push(index);
      yield* extend();
      chosen.pop();
    }
  }
  yield* extend();
}

function* selected(
  items: readonly Value[],
  size: number,
  mayFollow: (index: number, chosen: readonly number[]) => boolean,
): Generator<PyTuple> {
  for (const indexes of selections(items.length, size, mayFollow)) {
    yield PyTuple.fromArray(indexes.map((i) => items[i]));
  }
}

const isUnused = (index: number, chosen: readonly number[]) => !chosen.includes(index);
const isLater = (index: number, chosen: readonly number[]) => index > (chosen.at(-1) ?? -1);
const isNotEarlier = (index: number, chosen: readonly number[]) => index >= (chosen.at(-1) ?? 0);

function selecting(name: string, mayFollow: (index: number, chosen: readonly number[]) => boolean): Callable {
  return pyFunction(name, ['iterable', 'r'], (items, r) =>
    iterator(name, selected([...iterate(items)], notNegative(intArgument(r), 'r'), mayFollow)),
  );
}

function islice(args: Value[]): PyIterator {
  const [source, ...bounds] = args;
  const given = bounds.map(findCount);
  if (bounds.length === 0 || bounds.length > 3) raise('islice() takes an iterable and one to three bounds');
  if (given.some((bound) => bound !== undefined && bound < 0)) {
    raise('the bounds of islice() must be None or ints that are not negative');
  }
  const [start, stop] = given.length === 1 ? [0, given[0]] : [given[0] ?? 0, given[1]];
  if (given[2] === 0) raise('the step of islice() must be None or a positive int');
  return iterator('islice', sliced(iterate(source), start, stop, given[2] ?? 1));
}

/** `modules.itertools`: what dbt exposes of it. Iterators are lazy, so those without end can be used. */
export function createItertoolsModule(): PyModule {
  return new PyModule('itertools', {
    count: () =>
      pyFunction('count', ['start?', 'step?'], (start, step) =>
        iterator('count', countFrom(start ?? 0, step ?? 1)),
      ),
    cycle: () => pyFunction('cycle', ['iterable'], (items) => iterator('cycle', cycled(iterate(items)))),
    repeat: () =>
      pyFunction('repeat', ['object', 'times?'], (value, times) =>
        iterator('repeat', repeated(value, findCount(times))),
      ),
    accumulate: () =>
      pyFunction('accumulate', ['iterable', 'func?', 'initial?'], (items, func, initial) =>
        accumulate(iterate(items), func ?? null, initial ?? null),
      ),
    chain: () =>
      new PyClass({
        name: 'itertools.chain',
        construct: (args) => iterator('chain', chained(args)),
        statics: {
          from_iterable: () =>
            pyFunction('from_iterable', ['iterable'], (items) => iterator('chain', chained(iterate(items)))),
        },
      }),
    compress: () =>
      pyFunction('compress', ['data', 'selectors'], (data, selectors) =>
        iterator('compress', compressed(iterate(data), iterate(selectors))),
      ),
    islice: () => callable('islice', (args) => islice(args)),
    starmap: () =>
      pyFunction('starmap', ['function', 'iterable'], (run, lists) => starmap(run, iterate(lists))),
    tee: () =>
      pyFunction('tee', ['iterable', 'n?'], (items, n) =>
        tee(iterate(items), notNegative(findCount(n) ?? 2, 'n')),
      ),
    zip_longest: () =>
      callable('zip_longest', (args, kwargs) => {
        const fill = onlyKeyword(kwargs, 'fillvalue', 'zip_longest') ?? null;
        return iterator('zip_longest', args.length === 0 ? [] : zippedLongest(args.map(iterate), fill));
      }),
    product: () =>
      callable('product', (args, kwargs) => {
        const times = notNegative(findCount(onlyKeyword(kwargs, 'repeat', 'product')) ?? 1, 'repeat');
        const pools = args.map((items) => [...iterate(items)]);
        return iterator('product', product(Array.from({ length: times }, () => pools).flat()));
      }),
    permutations: () =>
      pyFunction('permutations', ['iterable', 'r?'], (items, r) => {
        const list = [...iterate(items)];
        const size = notNegative(findCount(r) ?? list.length, 'r');
        return iterator('permutations', selected(list, size, isUnused));
      }),
    combinations: () => selecting('combinations', isLater),
    combinations_with_replacement: () => selecting('combinations_with_replacement', isNotEarlier),
  });
}
