import { integer } from './numbers.js';
import { raise } from './raise.js';
import { typeName } from './typeName.js';
import { isCallable, isPyObject, PyFloat, PyTuple, type Value } from './types.js';
import { Undefined } from './undefined.js';

/**
 * A primitive (or identity) that is equal for values that are equal as Python dict keys: 1, 1.0 and True share one.
 * Strings are their own key; composite keys are strings marked by a leading NUL. Raises on unhashable values.
 */
export function hashKey(value: Value): unknown {
  if (typeof value === 'string') return value.charCodeAt(0) === 0 ? `\0s${value}` : value;
  if (typeof value === 'number' || typeof value === 'bigint') return numberKey(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value === null) return null;
  if (value instanceof PyFloat) return numberKey(value.value);
  if (value instanceof PyTuple) return `\0t${value.map(partKey).join('\0')}`;
  if (isCallable(value)) return value;
  if (value instanceof Undefined) return Undefined;
  if (isPyObject(value)) {
    const hash = value.pyHash();
    if (hash !== undefined) return `\0o${hash}`;
  }
  return raise(`unhashable type: '${typeName(value)}'`);
}

function numberKey(value: number | bigint): unknown {
  if (typeof value === 'bigint') return integer(value);
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? BigInt(value) : value;
}

const identities = new WeakMap<object, number>();
let lastIdentity = 0;

/** A number that stands for one object: what Python's `id()` is to hashing by identity. */
export function identityOf(value: object): number {
  let id = identities.get(value);
  if (id === undefined) {
    id = ++lastIdentity;
    identities.set(value, id);
  }
  return id;
}

/** Inside a tuple every part is a self-delimiting text. */
function partKey(value: Value): string {
  const key = hashKey(value);
  if (typeof key === 'string') return `s${key.length}:${key}`;
  if (typeof key === 'function') return `f${identityOf(key)}`;
  return `n${String(key)}`;
}
