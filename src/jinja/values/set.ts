import { hashKey } from './hash.js';
import type { Value } from './types.js';

/** A Python set: members are distinct by Python equality and keep their insertion order. */
export class PySet {
  private readonly members = new Map<unknown, Value>();

  constructor(values?: Iterable<Value>) {
    if (values) for (const value of values) this.add(value);
  }

  get size(): number {
    return this.members.size;
  }

  has(value: Value): boolean {
    return this.members.has(hashKey(value));
  }

  add(value: Value): this {
    const key = hashKey(value);
    if (!this.members.has(key)) this.members.set(key, value);
    return this;
  }

  delete(value: Value): boolean {
    return this.members.delete(hashKey(value));
  }

  clear(): void {
    this.members.clear();
  }

  values(): IterableIterator<Value> {
    return this.members.values();
  }

  [Symbol.iterator](): IterableIterator<Value> {
    return this.members.values();
  }

  toJSON(): Value[] {
    return [...this.members.values()];
  }
}
