import { PyDict } from './dict.js';
import { iterate } from './iterate.js';
import { raise } from './raise.js';
import { pyStr } from './text.js';
import { isPlainObject } from './typeName.js';
import { isPyObject, type Value } from './types.js';

/** A dict of either representation: what the dict methods work on. */
export type DictLike = PyDict | Record<string, Value>;

export function isDict(value: Value): value is DictLike {
  return value instanceof PyDict || isPlainObject(value);
}

/** What Jinja's `is mapping` answers: dicts, and host objects that say so. */
export function isMapping(value: Value): boolean {
  return isDict(value) || (isPyObject(value) && value.pyKind() === 'mapping');
}

/** Item of any mapping; undefined when the key is absent. */
export function getMappingItem(mapping: Value, key: Value): Value | undefined {
  if (mapping instanceof PyDict) return mapping.get(key);
  if (isPyObject(mapping)) return mapping.pyItem(key);
  return typeof key === 'string' && Object.hasOwn(mapping, key) ? mapping[key] : undefined;
}

export function getDictItem(dict: DictLike, key: Value): Value | undefined {
  if (dict instanceof PyDict) return dict.get(key);
  return typeof key === 'string' && Object.hasOwn(dict, key) ? dict[key] : undefined;
}

/** Sets an item. A plain object holds string keys only, so other keys become their text there. */
export function setDictItem(dict: DictLike, key: Value, value: Value): void {
  if (dict instanceof PyDict) {
    dict.set(key, value);
    return;
  }
  const name = pyStr(key);
  if (name === '__proto__') {
    Object.defineProperty(dict, name, { value, enumerable: true, writable: true, configurable: true });
  } else dict[name] = value;
}

/** Removes an item and says whether it was there. */
export function deleteDictItem(dict: DictLike, key: Value): boolean {
  if (dict instanceof PyDict) return dict.delete(key);
  if (typeof key !== 'string' || !Object.hasOwn(dict, key)) return false;
  delete dict[key];
  return true;
}

export function dictEntries(dict: DictLike): Iterable<readonly [Value, Value]> {
  return dict instanceof PyDict ? dict.entries() : Object.entries(dict);
}

export function dictSize(dict: DictLike): number {
  return dict instanceof PyDict ? dict.size : Object.keys(dict).length;
}

/** Entries from what Python's dict() and dict.update() take: a mapping, or an iterable of pairs. */
export function* entriesOf(source: Value): Generator<readonly [Value, Value]> {
  if (isDict(source)) {
    yield* dictEntries(source);
    return;
  }
  if (isMapping(source)) {
    for (const key of iterate(source)) yield [key, getMappingItem(source, key)];
    return;
  }
  let index = 0;
  for (const pair of iterate(source)) {
    const parts = [...iterate(pair)];
    if (parts.length !== 2) {
      raise(`dictionary update sequence element #${index} has length ${parts.length}; 2 is required`);
    }
    yield parts as [Value, Value];
    index++;
  }
}
