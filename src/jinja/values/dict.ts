import { hashKey } from './hash.js';
import type { Value } from './types.js';

interface Entry {
  readonly key: Value;
  value: Value;
}

/**
 * A Python dict: any hashable key, keyed by Python equality, in insertion order. The first of equal keys is kept, as in
 * Python. Its methods are those of a JavaScript Map; what templates call are the dict methods of methods/dict.ts.
 */
export class PyDict {
  private readonly entriesByKey = new Map<unknown, Entry>();

  constructor(entries?: Iterable<readonly [Value, Value]>) {
    if (entries) for (const [key, value] of entries) this.set(key, value);
  }

  /** From a record with string keys (its own, in order). */
  static fromObject(record: Readonly<Record<string, Value>>): PyDict {
    const dict = new PyDict();
    for (const key of Object.keys(record)) dict.set(key, record[key]);
    return dict;
  }

  get size(): number {
    return this.entriesByKey.size;
  }

  get(key: Value): Value | undefined {
    return this.entriesByKey.get(hashKey(key))?.value;
  }

  has(key: Value): boolean {
    return this.entriesByKey.has(hashKey(key));
  }

  set(key: Value, value: Value): this {
    const hash = hashKey(key);
    const entry = this.entriesByKey.get(hash);
    if (entry) entry.value = value;
    else this.entriesByKey.set(hash, { key, value });
    return this;
  }

  delete(key: Value): boolean {
    return this.entriesByKey.delete(hashKey(key));
  }

  clear(): void {
    this.entriesByKey.clear();
  }

  *keys(): Generator<Value> {
    for (const entry of this.entriesByKey.values()) yield entry.key;
  }

  *values(): Generator<Value> {
    for (const entry of this.entriesByKey.values()) yield entry.value;
  }

  *entries(): Generator<[Value, Value]> {
    for (const entry of this.entriesByKey.values()) yield [entry.key, entry.value];
  }

  [Symbol.iterator](): Generator<[Value, Value]> {
    return this.entries();
  }

  /** For JSON: keys as text. */
  toJSON(): Record<string, Value> {
    const record: Record<string, Value> = {};
    for (const { key, value } of this.entriesByKey.values()) {
      Object.defineProperty(record, String(key), {
        value,
        enumerable: true,
        writable: true,
        configurable: true,
      });
    }
    return record;
  }
}
