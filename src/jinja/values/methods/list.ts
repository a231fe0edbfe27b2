import { pyEquals } from '../compare.js';
import { iterate, pyTruthy } from '../iterate.js';
import { toIndex } from '../numbers.js';
import { limitItems } from '../padding.js';
import { raise } from '../raise.js';
import { sortValues } from '../sort.js';
import { typeName } from '../typeName.js';
import { isCallable, NO_KWARGS, type Value } from '../types.js';
import { type MethodRows, type MethodTable, methodTable } from './method.js';

function indexOf(list: Value[], wanted: Value, start: Value = 0, stop: Value = list.length): number {
  const place = (value: Value): number => {
    const at = toIndex(value, typeName);
    return at < 0 ? Math.max(0, at + list.length) : at;
  };
  const end = Math.min(place(stop), list.length);
  for (let i = place(start); i < end; i++) if (pyEquals(list[i], wanted)) return i;
  return -1;
}

function pop(list: Value[], index: Value = -1): Value {
  if (list.length === 0) return raise('pop from empty list');
  const given = toIndex(index, typeName);
  const at = given < 0 ? given + list.length : given;
  if (at < 0 || at >= list.length) raise('pop index out of range');
  return list.splice(at, 1)[0];
}

function insert(list: Value[], index: Value, value: Value): null {
  const at = toIndex(index, typeName);
  list.splice(at, 0, value);
  return null;
}

function extend(list: Value[], values: Value): null {
  const added = [...iterate(values)];
  limitItems(list.length + added.length);
  for (const value of added) list.push(value);
  return null;
}

function remove(list: Value[], value: Value): null {
  const at = indexOf(list, value);
  if (at < 0) raise('list.remove(x): x not in list');
  list.splice(at, 1);
  return null;
}

function sort(list: Value[], key: Value | undefined, reverse: Value | undefined): null {
  const keyOf = isCallable(key) ? (value: Value) => key([value], NO_KWARGS) : undefined;
  const sorted = sortValues(list, keyOf, reverse !== undefined && pyTruthy(reverse));
  list.splice(0, list.length, ...sorted);
  return null;
}

const SEARCHING: MethodRows = {
  index: [
    'value start? stop?',
    (list, value, start, stop) => {
      const at = indexOf(list, value, start, stop);
      return at < 0
        ? raise(`${typeName(value) === 'str' ? `'${value}'` : 'the value'} is not in ${typeName(list)}`)
        : at;
    },
  ],
  count: ['value', (list: Value[], value) => list.filter((item) => pyEquals(item, value)).length],
};

export const TUPLE_METHODS: MethodTable = methodTable('tuple', SEARCHING);

export const LIST_METHODS: MethodTable = methodTable('list', {
  ...SEARCHING,
  append: [
    'object',
    (list, value) => {
      list.push(value);
      return null;
    },
  ],
  extend: ['iterable', extend],
  insert: ['index object', insert],
  remove: ['value', remove],
  pop: ['index?', pop],
  sort: ['key? reverse?', sort],
  reverse: [
    '',
    (list) => {
      list.reverse();
      return null;
    },
  ],
  copy: ['', (list) => [...list]],
  clear: [
    '',
    (list) => {
      list.length = 0;
      return null;
    },
  ],
});
