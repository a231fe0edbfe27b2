import { PyDict } from '../../jinja/values/dict.js';
import type { Value } from '../../jinja/values/types.js';
import { isMapping, mappingEntries } from '../mapping.js';
import type { DuplicateKey } from './constructValue.js';
import { YamlSyntaxError } from './parseEvents.js';

/** One `key: value` of a mapping, as written. */
export interface Pair {
  readonly key: Value;
  readonly value: Value;
  /** The key is a plain `<<`. */
  readonly merge: boolean;
  readonly offset: number;
}

/**
 * A mapping's value: the last of equal keys wins and is reported, merged keys come first and give way to the
 * mapping's own.
 */
export function buildMapping(pairs: readonly Pair[], duplicates: DuplicateKey[]): Value {
  if (pairs.every(isPlainPair)) return buildObject(pairs, duplicates);
  const dict = new PyDict();
  for (const pair of pairs) if (pair.merge) mergeInto(dict, pair);
  const own = new PyDict();
  for (const pair of pairs) {
    if (pair.merge) continue;
    requireHashable(pair);
    if (own.has(pair.key)) duplicates.push({ key: String(pair.key), offset: pair.offset });
    own.set(pair.key, true);
    dict.set(pair.key, pair.value);
  }
  return simplified(dict);
}

/** A key that keeps its place and meaning as a property of a plain object. */
function isObjectKey(key: Value): key is string {
  if (typeof key !== 'string' || key === '__proto__') return false;
  const first = key.charCodeAt(0);
  // JavaScript moves array indexes in front of other properties.
  return !(first >= 0x30 && first <= 0x39 && /^\d+$/.test(key));
}

function isPlainPair(pair: Pair): boolean {
  return !pair.merge && isObjectKey(pair.key);
}

function buildObject(pairs: readonly Pair[], duplicates: DuplicateKey[]): Record<string, Value> {
  const object: Record<string, Value> = {};
  for (const { key, value, offset } of pairs) {
    if (Object.hasOwn(object, key)) duplicates.push({ key, offset });
    object[key] = value;
  }
  return object;
}

function simplified(dict: PyDict): Value {
  const object: Record<string, Value> = {};
  for (const [key, value] of mappingEntries(dict)) {
    if (!isObjectKey(key)) return dict;
    object[key] = value;
  }
  return object;
}

/** `<<: *a` or `<<: [*a, *b]`, of which the first has precedence. */
function mergeInto(dict: PyDict, pair: Pair): void {
  const sources: Value[] = Array.isArray(pair.value) ? [...pair.value].reverse() : [pair.value];
  for (const source of sources) {
    if (!isMapping(source)) {
      throw new YamlSyntaxError({
        reason: "'<<' can only merge a mapping or a list of mappings",
        offset: pair.offset,
      });
    }
    for (const [key, value] of mappingEntries(source)) dict.set(key, value);
  }
}

function requireHashable(pair: Pair): void {
  if (Array.isArray(pair.key) || isMapping(pair.key)) {
    throw new YamlSyntaxError({ reason: 'a mapping or list cannot be a key', offset: pair.offset });
  }
}
