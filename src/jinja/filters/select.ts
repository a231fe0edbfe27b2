import { didYouMean } from '../../util/didYouMean.js';
import { TESTS } from '../tests.js';
import { pyTruthy } from '../values/iterate.js';
import { PyIterator } from '../values/iterator.js';
import { raise } from '../values/raise.js';
import { pyStr } from '../values/text.js';
import { type Kwargs, NO_KWARGS, type Value } from '../values/types.js';
import { attributeGetter } from './attribute.js';
import { type Filter, itemsIfAny } from './filter.js';

/** A test by its name, applied to one value; without a name, the value's truth. */
function namedTest(
  name: Value | undefined,
  args: readonly Value[],
  kwargs: Kwargs,
): (value: Value) => boolean {
  if (name === undefined) return pyTruthy;
  const test = TESTS.get(pyStr(name));
  if (!test) return raise(`No test named '${pyStr(name)}'.`, didYouMean(pyStr(name), TESTS.keys()));
  return (value) => pyTruthy(test(value, args, kwargs));
}

/** `select`, `reject`, and with `byAttribute` their forms whose first argument names an attribute. */
function selecting(name: string, wanted: boolean, byAttribute: boolean): Filter {
  return (value, args, kwargs) => {
    if (byAttribute && args.length === 0) raise(`${name} requires the name of an attribute`);
    const get = byAttribute ? attributeGetter(args[0]) : (item: Value) => item;
    const [test, ...rest] = byAttribute ? args.slice(1) : args;
    const passes = namedTest(test, rest, kwargs);
    return new PyIterator(matching(value, (item) => passes(get(item)) === wanted));
  };
}

function* matching(value: Value, test: (item: Value) => boolean): Generator<Value> {
  for (const item of itemsIfAny(value)) if (test(item)) yield item;
}

/** `map('filter', ...)` or `map(attribute='a.b', default=x)`; `filters` are those it may name. */
export function mapFilter(filters: ReadonlyMap<string, Filter>): Filter {
  return (value, args, kwargs) => new PyIterator(mapped(value, mapper(filters, args, kwargs)));
}

function* mapped(value: Value, change: (item: Value) => Value): Generator<Value> {
  for (const item of itemsIfAny(value)) yield change(item);
}

function mapper(
  filters: ReadonlyMap<string, Filter>,
  args: readonly Value[],
  kwargs: Kwargs,
): (item: Value) => Value {
  if (args.length === 0 && kwargs['attribute'] !== undefined) {
    const unexpected = Object.keys(kwargs).find((key) => key !== 'attribute' && key !== 'default');
    if (unexpected !== undefined) raise(`Unexpected keyword argument '${unexpected}'`);
    const fallback = kwargs['default'];
    return attributeGetter(kwargs['attribute'], fallback === null ? undefined : fallback);
  }
  if (args.length === 0) return raise('map requires a filter argument');
  const [first, ...rest] = args;
  const name = pyStr(first);
  const filter = filters.get(name);
  if (!filter) return raise(`No filter named '${name}'.`, didYouMean(name, filters.keys()));
  return (item) => filter(item, rest, kwargs ?? NO_KWARGS);
}

export const SELECTING_FILTERS: ReadonlyMap<string, Filter> = new Map([
  ['select', selecting('select', true, false)],
  ['reject', selecting('reject', false, false)],
  ['selectattr', selecting('selectattr', true, true)],
  ['rejectattr', selecting('rejectattr', false, true)],
]);
