import { pyFunction } from '../../jinja/pyFunction.js';
import { PyDict } from '../../jinja/values/dict.js';
import { PyIterator } from '../../jinja/values/iterator.js';
import { asInteger, hashKey, pyEquals, pyRepr, raise } from '../../jinja/values/operations.js';
import { PyObject, PyTuple, type Value } from '../../jinja/values/types.js';

/** How many values a row or column prints before `...`. */
const SHOWN = 5;

/** Keys of one or more sequences, in order. Rows of a table share theirs. */
export class SequenceKeys {
  #indexes: ReadonlyMap<unknown, number> | undefined;

  constructor(readonly list: readonly Value[]) {}

  /** Of equal keys the last one counts; undefined when there is none. */
  indexOf(key: Value): number | undefined {
    this.#indexes ??= new Map(this.list.map((name, i) => [hashKey(name), i]));
    return this.#indexes.get(hashKey(key));
  }
}

/** A tuple whose values also have keys: rows by column name, columns by name (Python: agate.MappedSequence). */
export class MappedSequence extends PyObject {
  readonly pyType: string = 'MappedSequence';
  #tuple: PyTuple | undefined;

  constructor(
    readonly list: readonly Value[],
    /** One a value; null: no keys. */
    readonly keys: SequenceKeys | null,
  ) {
    super();
  }

  values(): PyTuple {
    this.#tuple ??= PyTuple.fromArray(this.list);
    return this.#tuple;
  }

  /** Value under `key`; undefined when there is none. */
  find(key: Value): Value | undefined {
    const at = this.keys?.indexOf(key);
    return at === undefined ? undefined : this.list[at];
  }

  override pyItem(key: Value): Value | undefined {
    const index = asInteger(key);
    if (index !== undefined)
      return this.list[Number(index) < 0 ? Number(index) + this.list.length : Number(index)];
    return typeof key === 'string' || key === null ? this.find(key) : undefined;
  }

  override pyAttr(name: string): Value | undefined {
    return Object.hasOwn(METHODS, name) ? METHODS[name]!(this) : undefined;
  }

  override pyIter(): Iterable<Value> {
    return this.list;
  }

  override pyLen(): number {
    return this.list.length;
  }

  override pyContains(value: Value): boolean {
    return this.list.some((item) => pyEquals(item, value));
  }

  override pyKind(): 'sequence' {
    return 'sequence';
  }

  override pyEquals(other: Value): boolean {
    const items = other instanceof MappedSequence ? other.list : Array.isArray(other) ? other : undefined;
    if (items === undefined || items.length !== this.list.length) return false;
    return this.list.every((item, i) => pyEquals(item, items[i]));
  }

  override pyRepr(): string {
    const shown = this.list.slice(0, SHOWN).map(pyRepr);
    if (this.list.length > SHOWN) shown.push('...');
    return `<agate.${this.pyType}: (${shown.join(', ')})>`;
  }
}

function pairs(self: MappedSequence): PyTuple[] {
  if (self.keys === null) return raise('this sequence has no keys', 'Use its values, or an index.');
  return self.keys.list.map((key, i) => PyTuple.of<Value>(key, self.list[i]));
}

const METHODS: Readonly<Record<string, (self: MappedSequence) => Value>> = {
  values: (self) => pyFunction('values', [], () => self.values()),
  keys: (self) => pyFunction('keys', [], () => self.keys && PyTuple.fromArray(self.keys.list)),
  items: (self) => pyFunction('items', [], () => new PyIterator(pairs(self), 'zip')),
  dict: (self) => pyFunction('dict', [], () => new PyDict(pairs(self).map((pair) => [pair[0], pair[1]]))),
  get: (self) =>
    pyFunction('get', ['key', 'default?'], (key, fallback) => {
      const value = self.find(key);
      return value === undefined ? (fallback ?? null) : value;
    }),
  index: (self) =>
    pyFunction('index', ['value', 'start?', 'stop?'], (value, start, stop) => {
      const at = self.list.findIndex(
        (item, i) => i >= (start ?? 0) && i < (stop ?? self.list.length) && pyEquals(item, value),
      );
      return at < 0 ? raise(`${pyRepr(value)} is not in the sequence`) : at;
    }),
  count: (self) =>
    pyFunction('count', ['value'], (value) => self.list.filter((item) => pyEquals(item, value)).length),
};
