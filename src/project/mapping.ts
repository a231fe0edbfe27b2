import { PyDict } from '../jinja/values/dict.js';
import type { Value } from '../jinja/values/types.js';

/** What a YAML mapping loads as: a plain object, or a PyDict where some key needs one. */
export type Mapping = Record<string, Value> | PyDict;

export function isMapping(value: Value): value is Mapping {
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof PyDict) return true;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Keys and values in the order of the file. */
export function mappingEntries(mapping: Mapping): Iterable<[Value, Value]> {
  return mapping instanceof PyDict ? mapping.entries() : Object.entries(mapping);
}

/** The value of a string key, undefined when there is none; never what a prototype holds. */
export function mappingGet(mapping: Mapping, key: string): Value | undefined {
  if (mapping instanceof PyDict) return mapping.get(key);
  return Object.hasOwn(mapping, key) ? mapping[key] : undefined;
}

/**
 * The mapping as a record with string keys. `path` and `fail` serve the error for a key that is not a string:
 * dbt refuses those wherever names are expected.
 */
export function requireStringKeys(mapping: Mapping, fail: (key: Value) => never): Record<string, Value> {
  if (!(mapping instanceof PyDict)) return mapping;
  const record: Record<string, Value> = {};
  for (const [key, value] of mapping.entries()) {
    if (typeof key !== 'string') fail(key);
    Object.defineProperty(record, key, { value, enumerable: true, writable: true, configurable: true });
  }
  return record;
}
