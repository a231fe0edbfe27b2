import { PyDict } from './dict.js';
import { PyIterator } from './iterator.js';
import { raise } from './raise.js';
import { PySet } from './set.js';
import { characters, codePointLength } from './strings.js';
import { isPlainObject, typeName } from './typeName.js';
import { isPyObject, PyFloat, type Value } from './types.js';
import { Undefined } from './undefined.js';

const NOTHING: readonly Value[] = Object.freeze([]);

/** What `for x in value` goes through: list items, dict keys, characters; raises when value is not iterable. */
export function iterate(value: Value): Iterable<Value> {
  return findIterable(value) ?? raise(`'${typeName(value)}' object is not iterable`);
}

/** As `iterate`, undefined when value is not iterable. */
export function findIterable(value: Value): Iterable<Value> | undefined {
  if (Array.isArray(value)) return value;
  if (typeof value === 'string') return characters(value);
  if (typeof value !== 'object' || value === null) return undefined;
  if (value instanceof PyDict) return value.keys();
  if (value instanceof PyIterator || value instanceof PySet) return value;
  if (value instanceof Undefined) return NOTHING;
  if (isPyObject(value)) return value.pyIter();
  return isPlainObject(value) ? Object.keys(value) : undefined;
}

/** The items as an array; a list itself is not copied (do not change it). */
export function toArray(value: Value): readonly Value[] {
  const items = iterate(value);
  return Array.isArray(items) ? items : Array.from(items);
}

/** Python's len(); raises when value has none. */
export function lengthOf(value: Value): number {
  return findLength(value) ?? raise(`object of type '${typeName(value)}' has no len()`);
}

export function findLength(value: Value): number | undefined {
  if (typeof value === 'string') return codePointLength(value);
  if (Array.isArray(value)) return value.length;
  if (typeof value !== 'object' || value === null) return undefined;
  if (value instanceof PyDict || value instanceof PySet) return value.size;
  if (value instanceof Undefined) return 0;
  if (isPyObject(value)) return value.pyLen();
  return isPlainObject(value) ? Object.keys(value).length : undefined;
}

/** Python's bool(). */
export function pyTruthy(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  if (value === null || value === undefined) return false;
  if (typeof value === 'string') return value !== '';
  if (typeof value === 'number') return value !== 0;
  if (typeof value === 'bigint') return value !== 0n;
  if (typeof value === 'function') return true;
  if (Array.isArray(value)) return value.length > 0;
  if (isPyObject(value)) return value.pyTruthy();
  if (value instanceof Undefined) return false;
  if (value instanceof PyIterator) return true;
  if (value instanceof PyFloat) return value.value !== 0;
  return (findLength(value) ?? 1) > 0;
}
