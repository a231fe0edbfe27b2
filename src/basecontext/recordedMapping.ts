import { pyFunction } from '../jinja/pyFunction.js';
import { pyRepr } from '../jinja/values/operations.js';
import { PyObject, PyTuple, type Value } from '../jinja/values/types.js';

/** A read-only dict of templates that tells which of its items were looked at. */
export class RecordedMapping extends PyObject {
  readonly pyType = 'dict';

  constructor(
    private readonly fields: Readonly<Record<string, Value>>,
    private readonly onRead: (name: string, value: Value | undefined) => void,
  ) {
    super();
  }

  read(name: Value): Value | undefined {
    if (typeof name !== 'string') return undefined;
    const value = Object.hasOwn(this.fields, name) ? this.fields[name] : undefined;
    this.onRead(name, value);
    return value;
  }

  entries(): [string, Value][] {
    return Object.keys(this.fields).map((name) => [name, this.read(name)]);
  }

  override pyAttr(name: string): Value | undefined {
    return Object.hasOwn(METHODS, name) ? METHODS[name]!(this) : undefined;
  }

  override pyItem(key: Value): Value | undefined {
    return this.read(key);
  }

  override pyContains(key: Value): boolean {
    return this.read(key) !== undefined;
  }

  override pyIter(): Iterable<Value> {
    return this.entries().map(([name]) => name);
  }

  override pyLen(): number {
    return Object.keys(this.fields).length;
  }

  override pyKind(): 'mapping' {
    return 'mapping';
  }

  override pyRepr(): string {
    return pyRepr(Object.fromEntries(this.entries()));
  }
}

const METHODS: Readonly<Record<string, (self: RecordedMapping) => Value>> = {
  get: (self) =>
    pyFunction('get', ['key', 'default?'], (key, fallback) => self.read(key) ?? fallback ?? null),
  keys: (self) => pyFunction('keys', [], () => self.entries().map(([name]) => name)),
  values: (self) => pyFunction('values', [], () => self.entries().map(([, value]) => value)),
  items: (self) => pyFunction('items', [], () => self.entries().map((entry) => PyTuple.of<Value>(...entry))),
  copy: (self) => pyFunction('copy', [], () => Object.fromEntries(self.entries())),
};
