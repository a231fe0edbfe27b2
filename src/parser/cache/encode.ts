import { PyDict } from '../../jinja/values/dict.js';
import { isPlainObject } from '../../jinja/values/typeName.js';
import { PyFloat, PyTuple, type Value } from '../../jinja/values/types.js';

/** A value as JSON; `isTagged` when some part of it is not JSON's own and has to be decoded. */
export interface Encoded {
  readonly json: string;
  readonly isTagged: boolean;
}

/** Stands in an object for what JSON has no form for: `{[TAG]: 'float', value: ...}`. */
const TAG = '\u0000';

class NotEncodable extends Error {}

/** undefined when the value holds something that cannot be written down (a relation, a function). */
export function encodeValue(value: Value): Encoded | undefined {
  let isTagged = false;
  const tagged = (kind: string, inner: Value): Value => {
    isTagged = true;
    return { [TAG]: kind, value: inner };
  };
  const encode = (item: Value): Value => {
    if (typeof item === 'bigint') return tagged('int', item.toString());
    if (typeof item !== 'object' || item === null) {
      if (typeof item === 'number' && !Number.isFinite(item)) return tagged('float', String(item));
      if (typeof item === 'function' || typeof item === 'symbol') throw new NotEncodable();
      return item;
    }
    if (item instanceof PyTuple) return tagged('tuple', Array.from(item, encode));
    if (Array.isArray(item)) return encodeArray(item);
    if (item instanceof PyFloat) return tagged('float', String(item.value));
    if (item instanceof PyDict)
      return tagged(
        'dict',
        [...item.entries()].map(([key, one]) => [encode(key), encode(one)]),
      );
    if (!isPlainObject(item) || Object.hasOwn(item, TAG)) throw new NotEncodable();
    return encodeRecord(item);
  };
  /** Copies only where something inside had to be tagged. */
  const encodeArray = (items: readonly Value[]): Value => {
    let copy: Value[] | undefined;
    for (let i = 0; i < items.length; i++) {
      const encoded = encode(items[i]);
      if (encoded !== items[i]) (copy ??= [...items])[i] = encoded;
    }
    return copy ?? items;
  };
  const encodeRecord = (record: Readonly<Record<string, Value>>): Value => {
    let copy: Record<string, Value> | undefined;
    for (const key of Object.keys(record)) {
      const encoded = encode(record[key]);
      if (encoded !== record[key]) (copy ??= { ...record })[key] = encoded;
    }
    return copy ?? record;
  };
  try {
    const json = JSON.stringify(encode(value));
    return { json, isTagged };
  } catch (error) {
    if (error instanceof NotEncodable) return undefined;
    throw error;
  }
}

/** Reverses the tags, in place. */
export function decodeValue(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = decodeValue(value[i]);
    return value;
  }
  if (Object.hasOwn(value, TAG)) return DECODERS[value[TAG]]?.(value.value);
  for (const key of Object.keys(value)) value[key] = decodeValue(value[key]);
  return value;
}

const DECODERS: Readonly<Record<string, (value: Value) => Value>> = {
  int: (value) => BigInt(value),
  float: (value) => new PyFloat(Number(value)),
  tuple: (value) => PyTuple.fromArray(value.map(decodeValue)),
  dict: (value) =>
    new PyDict(value.map(([key, item]: [Value, Value]) => [decodeValue(key), decodeValue(item)])),
};
