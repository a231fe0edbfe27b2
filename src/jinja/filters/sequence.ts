import { add } from '../values/arithmetic.js';
import { pyCompare, pyEquals } from '../values/compare.js';
import { hashKey } from '../values/hash.js';
import { findIterable, iterate, lengthOf, pyTruthy } from '../values/iterate.js';
import { PyIterator } from '../values/iterator.js';
import { dictEntries, isDict, isMapping } from '../values/mapping.js';
import { NamedTuple } from '../values/namedTuple.js';
import { toIndex } from '../values/numbers.js';
import { raise } from '../values/raise.js';
import { sortValues } from '../values/sort.js';
import { characters } from '../values/strings.js';
import { pyStr } from '../values/text.js';
import { typeName } from '../values/typeName.js';
import type { Value } from '../values/types.js';
import { Undefined } from '../values/undefined.js';
import { attributeGetter, attributesGetter, ignoreCase, pair, same } from './attribute.js';
import type { FilterRows } from './filter.js';

function isOn(value: Value | undefined): boolean {
  return value !== undefined && pyTruthy(value);
}

function nothing(message: string): Undefined {
  return new Undefined(null, { message });
}

function first(value: Value): Value {
  for (const item of iterate(value)) return item;
  return nothing('No first item, sequence was empty.');
}

function last(value: Value): Value {
  const items = [...iterate(value)];
  return items.length > 0 ? items.at(-1) : nothing('No last item, sequence was empty.');
}

function random(value: Value): Value {
  const items = [...iterate(value)];
  if (items.length === 0) return nothing('No random item, sequence was empty.');
  return items[Math.floor(Math.random() * items.length)];
}

function join(value: Value, separator: Value = '', attribute?: Value): string {
  const get = attribute === undefined || attribute === null ? same : attributeGetter(attribute);
  const parts: string[] = [];
  for (const item of iterate(value)) parts.push(pyStr(get(item)));
  return parts.join(pyStr(separator));
}

function sort(value: Value, reverse?: Value, caseSensitive?: Value, attribute?: Value): Value[] {
  const change = isOn(caseSensitive) ? same : ignoreCase;
  const keyOf =
    attribute === undefined || attribute === null
      ? change
      : typeof attribute === 'string'
        ? attributesGetter(attribute, change)
        : (item: Value) => change(attributeGetter(attribute)(item));
  return sortValues(iterate(value), keyOf, isOn(reverse));
}

function unique(value: Value, caseSensitive?: Value, attribute?: Value): PyIterator {
  const change = isOn(caseSensitive) ? same : ignoreCase;
  const get = attribute === undefined || attribute === null ? same : attributeGetter(attribute);
  return new PyIterator(uniqueItems(iterate(value), (item) => change(get(item))));
}

function* uniqueItems(items: Iterable<Value>, keyOf: (item: Value) => Value): Generator<Value> {
  const seen = new Set<unknown>();
  for (const item of items) {
    const key = hashKey(keyOf(item));
    if (seen.has(key)) continue;
    seen.add(key);
    yield item;
  }
}

function extreme(better: (order: number) => boolean) {
  return (value: Value, caseSensitive?: Value, attribute?: Value): Value => {
    const change = isOn(caseSensitive) ? same : ignoreCase;
    const get = attribute === undefined || attribute === null ? same : attributeGetter(attribute);
    let best: { item: Value; key: Value } | undefined;
    for (const item of iterate(value)) {
      const key = change(get(item));
      if (!best || better(pyCompare(key, best.key))) best = { item, key };
    }
    return best ? best.item : nothing('No aggregated item, sequence was empty.');
  };
}

function sum(value: Value, attribute?: Value, start: Value = 0): Value {
  const get = attribute === undefined || attribute === null ? same : attributeGetter(attribute);
  let total = start;
  for (const item of iterate(value)) total = add(total, get(item));
  return total;
}

function reverse(value: Value): Value {
  if (typeof value === 'string') return characters(value).reverse().join('');
  const items = findIterable(value);
  if (!items) return raise('argument must be iterable');
  return new PyIterator([...items].reverse(), `${typeName(value)}_reverseiterator`);
}

function groupBy(value: Value, attribute: Value, fallback?: Value, caseSensitive?: Value): Value[] {
  const get = attributeGetter(attribute, fallback === null ? undefined : fallback);
  const change = isOn(caseSensitive) ? same : ignoreCase;
  const keyOf = (item: Value): Value => change(get(item));
  const groups: { key: Value; items: Value[] }[] = [];
  for (const item of sortValues(iterate(value), keyOf)) {
    const key = keyOf(item);
    const group = groups.at(-1);
    if (group && pyEquals(group.key, key)) group.items.push(item);
    else groups.push({ key, items: [item] });
  }
  return groups.map(({ items }) => NamedTuple.named(['grouper', 'list'], [get(items[0]), items]));
}

function batch(value: Value, count: Value, fill: Value = null): PyIterator {
  return new PyIterator(batches(iterate(value), toIndex(count, typeName), fill));
}

function* batches(items: Iterable<Value>, count: number, fill: Value): Generator<Value[]> {
  let current: Value[] = [];
  for (const item of items) {
    if (current.length === count) {
      yield current;
      current = [];
    }
    current.push(item);
  }
  if (current.length === 0) return;
  if (fill !== null) while (current.length < Math.min(count, 1_000_000)) current.push(fill);
  yield current;
}

function slices(value: Value, count: Value, fill: Value = null): PyIterator {
  return new PyIterator(columns([...iterate(value)], toIndex(count, typeName), fill));
}

function* columns(items: readonly Value[], count: number, fill: Value): Generator<Value[]> {
  if (count === 0) raise('integer division or modulo by zero');
  const size = Math.floor(items.length / count);
  const longer = items.length % count;
  let from = 0;
  for (let i = 0; i < count; i++) {
    const to = from + size + (i < longer ? 1 : 0);
    const part = items.slice(from, to);
    if (fill !== null && i >= longer) part.push(fill);
    from = to;
    yield part;
  }
}

function dictSort(value: Value, caseSensitive?: Value, by: Value = 'key', reversed?: Value): Value[] {
  if (by !== 'key' && by !== 'value') raise('You can only sort by either "key" or "value"');
  const change = isOn(caseSensitive) ? same : ignoreCase;
  const at = by === 'key' ? 0 : 1;
  return sortValues(pairsOf(value), (entry) => change(entry[at]), isOn(reversed));
}

function pairsOf(value: Value): Value[] {
  if (isDict(value)) return Array.from(dictEntries(value), ([key, item]) => pair(key, item));
  if (value instanceof Undefined) throw value.error();
  const items = isMapping(value) ? value.pyAttr('items') : undefined;
  if (typeof items === 'function') return [...iterate(items([], {}))];
  return raise(`'${typeName(value)}' object has no attribute 'items'`);
}

function items(value: Value): PyIterator {
  if (value instanceof Undefined) return new PyIterator([]);
  if (!isMapping(value)) raise('Can only get item pairs from a mapping.');
  return new PyIterator(pairsOf(value));
}

/** Filters over lists and other collections. */
export const SEQUENCE_FILTERS: FilterRows = {
  first: ['', first],
  last: ['', last],
  random: ['', random],
  length: ['', lengthOf],
  count: ['', lengthOf],
  list: ['', (value) => [...iterate(value)]],
  join: ['d? attribute?', join],
  sort: ['reverse? case_sensitive? attribute?', sort],
  unique: ['case_sensitive? attribute?', unique],
  min: ['case_sensitive? attribute?', extreme((order) => order < 0)],
  max: ['case_sensitive? attribute?', extreme((order) => order > 0)],
  sum: ['attribute? start?', sum],
  reverse: ['', reverse],
  groupby: ['attribute default? case_sensitive?', groupBy],
  batch: ['linecount fill_with?', batch],
  slice: ['slices fill_with?', slices],
  dictsort: ['case_sensitive? by? reverse?', dictSort],
  items: ['', items],
  is_list: ['', (value) => typeName(value) === 'list'],
};
