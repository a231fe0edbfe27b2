import { PyDict } from './dict.js';
import { DictView } from './dictView.js';
import { asInteger, asNumber, isNumber } from './numbers.js';
import { raise } from './raise.js';
import { PySet } from './set.js';
import { codePointCompare } from './strings.js';
import { isPlainObject, typeName } from './typeName.js';
import { isPyObject, PyTuple, type Value } from './types.js';
import { Undefined } from './undefined.js';

/** Python's `a == b`. */
export function pyEquals(a: Value, b: Value): boolean {
  if (a === b) return !(typeof a === 'number' && Number.isNaN(a));
  if (typeof a === 'string' || typeof b === 'string') {
    if (typeof a === 'object' && isPyObject(a)) return a.pyEquals(b);
    return typeof b === 'object' && isPyObject(b) ? b.pyEquals(a) : false;
  }
  if (isNumber(a) && isNumber(b)) return compareNumbers(a, b) === 0;
  if (a === null || b === null) return false;
  if (isPyObject(a)) return a.pyEquals(b);
  if (isPyObject(b)) return b.pyEquals(a);
  if (Array.isArray(a)) return Array.isArray(b) && equalLists(a, b);
  if (a instanceof Undefined) return b instanceof Undefined;
  if (a instanceof PySet)
    return b instanceof PySet && a.size === b.size && [...a].every((item) => b.has(item));
  return isDict(a) && isDict(b) && equalDicts(a, b);
}

function equalLists(a: Value[], b: Value[]): boolean {
  if (a.length !== b.length || a instanceof PyTuple !== b instanceof PyTuple) return false;
  return a.every((item, i) => pyEquals(item, b[i]));
}

type Dict = PyDict | Record<string, Value>;

function isDict(value: Value): value is Dict {
  return value instanceof PyDict || isPlainObject(value);
}

function equalDicts(a: Dict, b: Dict): boolean {
  const left = a instanceof PyDict ? a : PyDict.fromObject(a);
  const right = b instanceof PyDict ? b : PyDict.fromObject(b);
  if (left.size !== right.size) return false;
  for (const [key, value] of left) {
    const other = right.get(key);
    if (other === undefined || !pyEquals(value, other)) return false;
  }
  return true;
}

/** Exact also between big ints and floats. NaN compares as NaN (never equal, never ordered). */
function compareNumbers(a: Value, b: Value): number {
  const x = asInteger(a);
  const y = asInteger(b);
  if (typeof x === 'bigint' || typeof y === 'bigint') {
    const left = x ?? asNumber(a)!;
    const right = y ?? asNumber(b)!;
    if (Number.isNaN(left) || Number.isNaN(right)) return Number.NaN;
    return left < right ? -1 : left > right ? 1 : 0;
  }
  return asNumber(a)! - asNumber(b)! || compareInfinities(asNumber(a)!, asNumber(b)!);
}

function compareInfinities(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : a > b ? 1 : Number.NaN;
}

export type OrderOperator = '<' | '<=' | '>' | '>=';

/** Python's ordering operators; raises when the types have no order. */
export function pyOrder(operator: OrderOperator, a: Value, b: Value): boolean {
  if (a instanceof PySet && b instanceof PySet) return orderSets(operator, a, b);
  const order = compareFor(operator, a, b);
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

/** Negative, 0 or positive, as sorting needs it; raises when `a < b` does. */
export function pyCompare(a: Value, b: Value): number {
  return compareFor('<', a, b);
}

function compareFor(operator: OrderOperator, a: Value, b: Value): number {
  if (typeof a === 'string' && typeof b === 'string') return codePointCompare(a, b);
  if (isNumber(a) && isNumber(b)) return compareNumbers(a, b);
  if (a instanceof Undefined) throw a.error();
  if (b instanceof Undefined) throw b.error();
  if (Array.isArray(a) && Array.isArray(b) && a instanceof PyTuple === b instanceof PyTuple) {
    return compareLists(operator, a, b);
  }
  const order = compareObjects(a, b);
  if (order !== undefined) return order;
  return raise(`'${operator}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`);
}

function compareObjects(a: Value, b: Value): number | undefined {
  if (isPyObject(a)) {
    const order = a.pyCompare(b);
    if (order !== undefined) return order;
  }
  if (!isPyObject(b)) return undefined;
  const reversed = b.pyCompare(a);
  return reversed === undefined ? undefined : -reversed;
}

function compareLists(operator: OrderOperator, a: Value[], b: Value[]): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    if (!pyEquals(a[i], b[i])) return compareFor(operator, a[i], b[i]);
  }
  return a.length - b.length;
}

function orderSets(operator: OrderOperator, a: PySet, b: PySet): boolean {
  const [small, large] = operator.startsWith('<') ? [a, b] : [b, a];
  const inside = [...small].every((item) => large.has(item));
  return inside && (operator.length === 2 || small.size < large.size);
}

/** Python's `item in container`. */
export function contains(container: Value, item: Value): boolean {
  if (typeof container === 'string') {
    if (typeof item === 'string') return container.includes(item);
    if (item instanceof Undefined) throw item.error();
    return raise(`'in <string>' requires string as left operand, not ${typeName(item)}`);
  }
  if (Array.isArray(container)) return includes(container, item);
  if (container instanceof PyDict || container instanceof PySet) return container.has(item);
  if (container instanceof Undefined) {
    if (container.silent) return false;
    return false;
  }
  if (container instanceof DictView || isPyObject(container)) return objectContains(container, item);
  if (isPlainObject(container)) return typeof item === 'string' && Object.hasOwn(container, item);
  if (typeof container === 'object' && container !== null && Symbol.iterator in container) {
    return includes(container, item);
  }
  return raise(`argument of type '${typeName(container)}' is not iterable`);
}

function objectContains(container: Value, item: Value): boolean {
  const answer = container.pyContains(item);
  if (answer !== undefined) return answer;
  const items = container.pyIter();
  if (items) return includes(items, item);
  return raise(`argument of type '${typeName(container)}' is not iterable`);
}

function includes(items: Iterable<Value>, wanted: Value): boolean {
  for (const item of items) if (item === wanted || pyEquals(item, wanted)) return true;
  return false;
}
