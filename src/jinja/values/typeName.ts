import { PyDict } from './dict.js';
import { PyIterator } from './iterator.js';
import { PySet } from './set.js';
import { isCallable, isPyObject, PyFloat, PyTuple, type Value } from './types.js';
import { Undefined } from './undefined.js';

/** Python's `type(value).__name__`. */
export function typeName(value: Value): string {
  switch (typeof value) {
    case 'string':
      return 'str';
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'int';
    case 'number':
      return Number.isInteger(value) ? 'int' : 'float';
    case 'function':
      return isCallable(value) ? 'function' : 'object';
    case 'undefined':
      return 'Undefined';
  }
  if (value === null) return 'NoneType';
  if (value instanceof PyTuple) return 'tuple';
  if (Array.isArray(value)) return 'list';
  if (value instanceof PyDict) return 'dict';
  if (value instanceof PyFloat) return 'float';
  if (value instanceof Undefined) return 'Undefined';
  if (value instanceof PySet) return 'set';
  if (value instanceof PyIterator) return value.pyType;
  if (isPyObject(value)) return value.pyType;
  return isPlainObject(value) ? 'dict' : 'object';
}

/** A record that stands for a dict with string keys: made by `{}`, JSON or YAML, never an instance of a class. */
export function isPlainObject(value: Value): value is Record<string, Value> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
