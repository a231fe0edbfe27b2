import { PyDict } from './dict.js';
import { findMethod } from './methods/tables.js';
import { NamedTuple } from './namedTuple.js';
import { asInteger, clampToSafe } from './numbers.js';
import { raise } from './raise.js';
import { PyRange } from './range.js';
import { characters } from './strings.js';
import { isPlainObject, typeName } from './typeName.js';
import { callable, callableAttribute, isCallable, isPyObject, PyTuple, type Value } from './types.js';
import { Undefined } from './undefined.js';

/** `value.name` as templates see it: attribute or method first, then item, then Undefined. Never a JavaScript property. */
export function getAttr(value: Value, name: string): Value {
  const attribute = findAttr(value, name);
  if (attribute !== undefined) return attribute;
  const item = findItem(value, name);
  if (item !== undefined) return item;
  return missing(value, name);
}

/** `value[key]`: item first, then attribute or method for a string key, then Undefined. */
export function getItem(value: Value, key: Value): Value {
  const item = findItem(value, key);
  if (item !== undefined) return item;
  if (typeof key === 'string') {
    const attribute = findAttr(value, key);
    if (attribute !== undefined) return attribute;
  }
  return missing(value, key);
}

function missing(value: Value, name: Value): Value {
  if (value instanceof Undefined) {
    if (!value.silent) throw value.error();
    return typeof name === 'string' && name.startsWith('__') ? new Undefined(name, { owner: value }) : value;
  }
  if (typeof name === 'string' && name.startsWith('_')) return unsafe(value, name);
  return new Undefined(name, { owner: value });
}

function unsafe(value: Value, name: string): Undefined {
  if (!name.startsWith('__')) return new Undefined(name, { owner: value });
  return new Undefined(name, {
    owner: value,
    message: `access to attribute '${name}' of '${typeName(value)}' object is not allowed in templates`,
  });
}

/** Attribute or method only; undefined when there is none. Names that begin with an underscore are never reached. */
export function findAttr(value: Value, name: string): Value | undefined {
  if (name.charCodeAt(0) === UNDERSCORE) return undefined;
  const method = findMethod(value, name);
  if (method !== undefined) return callable(name, (args, kwargs) => method(value, args, kwargs));
  if (isPyObject(value)) return value.pyAttr(name);
  if (isCallable(value)) return callableAttribute(value, name);
  return value instanceof NamedTuple ? value.field(name) : undefined;
}

const UNDERSCORE = 95;

/** Item only; undefined when there is none (or the value has no items). */
export function findItem(value: Value, key: Value): Value | undefined {
  if (value instanceof PyDict) return isHashable(key) ? value.get(key) : undefined;
  if (Array.isArray(value)) return elementAt(value, key);
  if (typeof value === 'string') return elementAt(value, key);
  if (isPyObject(value)) return value.pyItem(key);
  if (isPlainObject(value))
    return typeof key === 'string' && Object.hasOwn(value, key) ? value[key] : undefined;
  return undefined;
}

function isHashable(key: Value): boolean {
  if (typeof key !== 'object' || key === null) return true;
  return !(key instanceof PyDict || (Array.isArray(key) && !(key instanceof PyTuple)) || isPlainObject(key));
}

function elementAt(sequence: Value[] | string, key: Value): Value | undefined {
  const index = asInteger(key);
  if (index === undefined) return undefined;
  const items = typeof sequence === 'string' ? characters(sequence) : sequence;
  const at = clampToSafe(index);
  return items[at < 0 ? at + items.length : at];
}

/** `value[start:stop:step]`; parts left out are null. */
export function slice(value: Value, start: Value, stop: Value, step: Value): Value {
  if (value instanceof Undefined) {
    if (value.silent) return value;
    throw value.error();
  }
  if (typeof value === 'string') return sliceItems(characters(value), start, stop, step).join('');
  if (value instanceof PyTuple) return PyTuple.fromArray(sliceItems(value, start, stop, step));
  if (Array.isArray(value)) return sliceItems(value, start, stop, step);
  if (value instanceof PyRange) return sliceRange(value, start, stop, step);
  if (isPyObject(value) && value.pyKind() === 'sequence') {
    const items = value.pyIter();
    if (items) return PyTuple.fromArray(sliceItems([...items], start, stop, step));
  }
  return raise(`'${typeName(value)}' object cannot be sliced`);
}

interface Bounds {
  readonly from: number;
  readonly to: number;
  readonly by: number;
}

/** The positions a slice of `size` items runs over. */
function boundsOf(size: number, start: Value, stop: Value, step: Value): Bounds {
  const by = step === null ? 1 : bound(step);
  if (by === 0) raise('slice step cannot be zero');
  const clamp = (value: Value, missing: number): number => {
    if (value === null) return missing;
    const at = bound(value);
    const positive = at < 0 ? at + size : at;
    return by > 0 ? Math.min(Math.max(positive, 0), size) : Math.min(Math.max(positive, -1), size - 1);
  };
  return { from: clamp(start, by > 0 ? 0 : size - 1), to: clamp(stop, by > 0 ? size : -1), by };
}

function sliceItems<T>(items: readonly T[], start: Value, stop: Value, step: Value): T[] {
  const { from, to, by } = boundsOf(items.length, start, stop, step);
  const result: T[] = [];
  for (let i = from; by > 0 ? i < to : i > to; i += by) result.push(items[i]!);
  return result;
}

function sliceRange(range: PyRange, start: Value, stop: Value, step: Value): PyRange {
  const { from, to, by } = boundsOf(range.pyLen(), start, stop, step);
  return range.slice(from, to, by);
}

function bound(value: Value): number {
  const index = asInteger(value);
  if (index === undefined) return raise('slice indices must be integers or None or have an __index__ method');
  return clampToSafe(index);
}

/** `{% set value.name = item %}`. */
export function setAttr(value: Value, name: string, item: Value): void {
  if (value instanceof Undefined) throw value.error();
  if (isPyObject(value) && value.pySetAttr(name, item)) return;
  raise('cannot assign attribute on non-namespace object');
}
