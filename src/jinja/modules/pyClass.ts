import { XformError } from '../../errors/error.js';
import { pyFunction } from '../pyFunction.js';
import { type Kwargs, PyObject, PyTuple, type Value } from '../values/types.js';

/** Attributes and methods of one Python type, by name. */
export type Members<T> = ReadonlyMap<string, (self: T) => Value>;

export function members<T>(table: Readonly<Record<string, (self: T) => Value>>): Members<T> {
  return new Map(Object.entries(table));
}

/** Members of a subclass: its own before the inherited ones. */
export function inherit<T>(
  base: Members<T>,
  table: Readonly<Record<string, (self: T) => Value>>,
): Members<T> {
  return new Map([...base, ...Object.entries(table)]);
}

export interface PyClassOptions {
  /** As Python's repr names it: `datetime.date`. */
  readonly name: string;
  readonly construct: (args: Value[], kwargs: Kwargs) => Value | Promise<Value>;
  /** Class attributes and class methods, made when first asked for. */
  readonly statics?: Readonly<Record<string, () => Value>>;
}

/** A class as a value of templates: calling it constructs, its attributes are constants and class methods. */
export class PyClass extends PyObject {
  readonly pyType = 'type';
  readonly #statics: ReadonlyMap<string, () => Value>;
  readonly #made = new Map<string, Value>();

  constructor(readonly options: PyClassOptions) {
    super();
    this.#statics = new Map(Object.entries(options.statics ?? {}));
  }

  override pyCall(args: Value[], kwargs: Kwargs): Value | Promise<Value> {
    return this.options.construct(args, kwargs);
  }

  override pyAttr(name: string): Value | undefined {
    if (name === '__name__') return this.options.name.split('.').at(-1)!;
    const make = this.#statics.get(name);
    if (make === undefined) return undefined;
    if (!this.#made.has(name)) this.#made.set(name, make());
    return this.#made.get(name);
  }

  override pyRepr(): string {
    return `<class '${this.options.name}'>`;
  }

  override pyHash(): string {
    return `class:${this.options.name}`;
  }
}

/** Told when a template asks for something that is new in each run (the time of day). */
export type OnVolatile = (name: string) => void;

/** `base`, with a word to `onVolatile` whenever one of `names` is asked for. */
export class WatchedClass extends PyClass {
  constructor(
    base: PyClass,
    private readonly names: ReadonlySet<string>,
    private readonly onVolatile: OnVolatile,
  ) {
    super(base.options);
  }

  override pyAttr(name: string): Value | undefined {
    if (this.names.has(name)) this.onVolatile(`${this.options.name}.${name}`);
    return super.pyAttr(name);
  }
}

/** A module as a value of templates: a dict, as dbt hands them out. Members are made when first asked for. */
export class PyModule extends PyObject {
  readonly pyType: string = 'dict';
  readonly #members: ReadonlyMap<string, () => Value>;
  readonly #made = new Map<string, Value>();

  constructor(
    readonly name: string,
    table: Readonly<Record<string, () => Value>>,
  ) {
    super();
    this.#members = new Map(Object.entries(table));
  }

  override pyAttr(name: string): Value | undefined {
    return Object.hasOwn(MODULE_METHODS, name) ? MODULE_METHODS[name]!(this) : undefined;
  }

  override pyItem(key: Value): Value | undefined {
    const make = this.#members.get(key);
    if (make === undefined) return undefined;
    if (!this.#made.has(key)) this.#made.set(key, make());
    return this.#made.get(key);
  }

  names(): string[] {
    return [...this.#members.keys()];
  }

  override pyIter(): Iterable<Value> {
    return this.#members.keys();
  }

  override pyLen(): number {
    return this.#members.size;
  }

  override pyContains(value: Value): boolean {
    return typeof value === 'string' && this.#members.has(value);
  }

  override pyKind(): 'mapping' {
    return 'mapping';
  }

  override pyRepr(): string {
    return `<module '${this.name}'>`;
  }
}

const MODULE_METHODS: Readonly<Record<string, (self: PyModule) => Value>> = {
  keys: (self) => pyFunction('keys', [], () => self.names()),
  values: (self) => pyFunction('values', [], () => self.names().map((name) => self.pyItem(name))),
  items: (self) =>
    pyFunction('items', [], () => self.names().map((name) => PyTuple.of<Value>(name, self.pyItem(name)))),
  get: (self) =>
    pyFunction('get', ['key', 'default?'], (key, fallback) => self.pyItem(key) ?? fallback ?? null),
};

/** An error that Python would raise as TypeError, ValueError or the like; templates cannot catch it. */
export function pyError(message: string, hint?: string): XformError {
  return new XformError('compilation', message, hint === undefined ? {} : { hint });
}
