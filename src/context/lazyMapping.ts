import { pyFunction } from '../jinja/pyFunction.js';
import { entriesOf } from '../jinja/values/mapping.js';
import { raise } from '../jinja/values/raise.js';
import { type Callable, PyObject, PyTuple, type Value } from '../jinja/values/types.js';

/** Where a LazyMapping gets its items. */
export interface MappingSource {
  /** The value of a key; undefined when there is none. */
  get(key: string): Value | undefined;
  keys(): Iterable<string>;
  /** Absent: the mapping cannot be changed by templates. */
  set?(key: string, value: Value): void;
}

/**
 * A dict of templates whose values are made when asked for: `context`, `builtins`, the namespace of a package.
 * As with any dict, `mapping.get` is the method and `mapping['get']` the item.
 */
export class LazyMapping extends PyObject {
  readonly pyType = 'dict';

  constructor(private readonly source: MappingSource) {
    super();
  }

  override pyAttr(name: string): Value | undefined {
    return Object.hasOwn(METHODS, name) ? METHODS[name]!(this, this.source) : undefined;
  }

  override pyItem(key: Value): Value | undefined {
    return typeof key === 'string' ? this.source.get(key) : undefined;
  }

  override pyContains(key: Value): boolean {
    return this.pyItem(key) !== undefined;
  }

  override pyIter(): Iterable<string> {
    return this.source.keys();
  }

  override pyLen(): number {
    return [...this.source.keys()].length;
  }

  override pyRepr(): string {
    return `{${[...this.source.keys()].map((key) => `'${key}': ...`).join(', ')}}`;
  }

  override pyKind(): 'mapping' {
    return 'mapping';
  }
}

type Method = (mapping: LazyMapping, source: MappingSource) => Callable;

const METHODS: Readonly<Record<string, Method>> = {
  get: (mapping) =>
    pyFunction('get', ['key', 'default?'], (key, fallback) => mapping.pyItem(key) ?? fallback ?? null),
  keys: (_mapping, source) => pyFunction('keys', [], () => [...source.keys()]),
  values: (_mapping, source) =>
    pyFunction('values', [], () => [...source.keys()].map((key) => source.get(key))),
  items: (_mapping, source) =>
    pyFunction('items', [], () => [...source.keys()].map((key) => PyTuple.of<Value>(key, source.get(key)))),
  update: (_mapping, source) =>
    pyFunction('update', ['values'], (values) => {
      if (!source.set) raise('this mapping cannot be changed');
      for (const [key, value] of entriesOf(values)) source.set(String(key), value);
      return null;
    }),
};
