import { pyEquals } from './compare.js';
import { PyDict } from './dict.js';
import { findIterable } from './iterate.js';
import { PySet } from './set.js';
import { pyRepr } from './text.js';
import { PyObject, PyTuple, type Value } from './types.js';

export type ViewKind = 'keys' | 'values' | 'items';

/** What `d.keys()`, `d.values()` and `d.items()` give: a live, re-iterable view with a length. */
export class DictView extends PyObject {
  readonly pyType: string;

  constructor(
    private readonly dict: PyDict | Record<string, Value>,
    readonly kind: ViewKind,
  ) {
    super();
    this.pyType = `dict_${kind}`;
  }

  override *pyIter(): Generator<Value> {
    const { dict, kind } = this;
    if (dict instanceof PyDict) {
      if (kind === 'keys') yield* dict.keys();
      else if (kind === 'values') yield* dict.values();
      else for (const entry of dict) yield PyTuple.fromArray(entry);
      return;
    }
    for (const key of Object.keys(dict)) {
      if (kind === 'keys') yield key;
      else if (kind === 'values') yield dict[key];
      else yield PyTuple.of(key, dict[key]);
    }
  }

  override pyLen(): number {
    return this.dict instanceof PyDict ? this.dict.size : Object.keys(this.dict).length;
  }

  override pyContains(value: Value): boolean | undefined {
    if (this.kind !== 'keys') return undefined;
    if (this.dict instanceof PyDict) return this.dict.has(value);
    return typeof value === 'string' && Object.hasOwn(this.dict, value);
  }

  override pyRepr(): string {
    return `${this.pyType}(${pyRepr([...this.pyIter()])})`;
  }

  override pyEquals(other: Value): boolean {
    if (this.kind === 'values') return this === other;
    if (!(other instanceof PySet || (other instanceof DictView && other.kind !== 'values'))) return false;
    const mine = this.toSet();
    const theirs = other instanceof PySet ? other : other.toSet();
    return (
      mine.size === theirs.size && [...mine].every((item) => [...theirs].some((one) => pyEquals(item, one)))
    );
  }

  /** Keys and items act as sets in `-`. */
  override pyBinary(operator: string, other: Value, reversed: boolean): Value | undefined {
    if (operator !== '-' || this.kind === 'values' || reversed) return undefined;
    const items = findIterable(other);
    if (!items) return undefined;
    const removed = new PySet(items);
    return new PySet([...this.pyIter()].filter((item) => !removed.has(item)));
  }

  override pyKind(): 'iterable' {
    return 'iterable';
  }

  toSet(): PySet {
    return new PySet(this.pyIter());
  }
}
