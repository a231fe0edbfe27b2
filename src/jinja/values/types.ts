/**
 * The values that templates see, and how each Python type is represented. Host code hands these to the engine as
 * they are and gets them back; there is no conversion layer.
 *
 * | Python            | here                                                                            |
 * |-------------------|---------------------------------------------------------------------------------|
 * | None              | null                                                                            |
 * | bool, str         | boolean, string (JS UTF-16; length and slices count code points)                |
 * | int               | number with an integer value and safe, or bigint beyond 2^53                    |
 * | float             | PyFloat; a JS number with a fraction is accepted as a float too                 |
 * | list              | Array                                                                           |
 * | tuple             | PyTuple (extends Array)                                                         |
 * | dict              | PyDict (any key), or a plain object (string keys; what records and JSON are)    |
 * | set               | PySet                                                                           |
 * | generator         | PyIterator (one pass, always true, no length)                                   |
 * | jinja2 Undefined  | Undefined                                                                       |
 * | function, macro   | Callable (made by `callable()`, so that no other JS function can be reached)    |
 * | any other object  | a subclass of PyObject, which lists what templates may see of it                |
 *
 * `undefined` of JavaScript is never a value: it means "no such attribute/key" between host and engine.
 */
// biome-ignore lint/suspicious/noExplicitAny: see the table above; operations narrow with the type guards.
export type Value = any;

/** Keyword arguments: an object without prototype. */
export type Kwargs = Readonly<Record<string, Value>>;

export const NO_KWARGS: Kwargs = Object.freeze(Object.create(null));

const CALLABLE = Symbol.for('xform.jinja.callable');

/** A function that templates may call. In asynchronous templates it may return a promise; in parsing never. */
export interface Callable {
  (args: Value[], kwargs: Kwargs): Value | Promise<Value>;
  readonly [CALLABLE]: { readonly name: string; readonly attribute?: (name: string) => Value | undefined };
}

/**
 * Marks a host function as callable from templates; `attribute` answers what else can be read from it (`ref.config`).
 * Bind named parameters with `pyFunction` instead.
 */
export function callable(
  name: string,
  run: (args: Value[], kwargs: Kwargs) => Value | Promise<Value>,
  attribute?: (name: string) => Value | undefined,
): Callable {
  const marked = ((args: Value[], kwargs: Kwargs) => run(args, kwargs)) as Callable & {
    [CALLABLE]: Callable[typeof CALLABLE];
  };
  // A plain assignment: each macro is made callable again for each node, and defineProperty costs many times as much.
  marked[CALLABLE] = attribute === undefined ? { name } : { name, attribute };
  return marked;
}

export function isCallable(value: Value): value is Callable {
  return typeof value === 'function' && CALLABLE in value;
}

/** What a callable's own attribute `name` is; undefined when it has none. */
export function callableAttribute(value: Callable, name: string): Value | undefined {
  return value[CALLABLE].attribute?.(name);
}

export function callableName(value: Callable): string {
  return value[CALLABLE].name;
}

const PYOBJECT = Symbol.for('xform.jinja.pyobject');

/**
 * Base of every host object that templates may hold (Relation, Column, result table, datetime, ...).
 * Only what `pyAttr` and `pyItem` answer can be reached. Recognised by brand, so that an engine package with its
 * own copy of this module works.
 */
export abstract class PyObject {
  readonly [PYOBJECT] = true;
  /** Python's `type(x).__name__`, for messages and tests. */
  abstract readonly pyType: string;
  /** Attribute or method `name` (a method is a Callable); undefined when there is none. Must not need I/O. */
  pyAttr(_name: string): Value | undefined {
    return undefined;
  }
  /** Item `key` (`x[key]`); undefined when there is none. */
  pyItem(_key: Value): Value | undefined {
    return undefined;
  }
  /** `x.name = value`; false when not allowed. */
  pySetAttr(_name: string, _value: Value): boolean {
    return false;
  }
  pyStr(): string {
    return this.pyRepr();
  }
  pyRepr(): string {
    return `<${this.pyType} object>`;
  }
  pyTruthy(): boolean {
    const length = this.pyLen();
    return length === undefined ? true : length > 0;
  }
  pyEquals(other: Value): boolean {
    return this === other;
  }
  /** A string that is equal for equal objects, so that they can be dict keys; undefined: unhashable. */
  pyHash(): string | undefined {
    return undefined;
  }
  pyIter(): Iterable<Value> | undefined {
    return undefined;
  }
  pyLen(): number | undefined {
    return undefined;
  }
  pyContains(value: Value): boolean | undefined {
    void value;
    return undefined;
  }
  /** Result of `this op other` (or `other op this` when reversed); undefined: not supported. op is `+ - * / // % **`. */
  pyBinary(_op: string, _other: Value, _reversed: boolean): Value | undefined {
    return undefined;
  }
  /** Ordering against another value: negative, 0, positive; undefined: not comparable. */
  pyCompare(_other: Value): number | undefined {
    return undefined;
  }
  /** What `is mapping` / `is sequence` answer. */
  pyKind(): 'mapping' | 'sequence' | 'iterable' | 'scalar' {
    return 'scalar';
  }
  pyCall?(args: Value[], kwargs: Kwargs): Value | Promise<Value>;
}

export function isPyObject(value: Value): value is PyObject {
  return typeof value === 'object' && value !== null && PYOBJECT in value;
}

/** A Python float. Arithmetic always yields one where Python would, so 1.0 prints `1.0`. */
export class PyFloat {
  constructor(readonly value: number) {}
  valueOf(): number {
    return this.value;
  }
  toJSON(): number {
    return this.value;
  }
}

export class PyTuple<T = Value> extends Array<T> {
  static override of<U>(...items: U[]): PyTuple<U> {
    return PyTuple.fromArray(items);
  }
  static fromArray<U>(items: readonly U[]): PyTuple<U> {
    const tuple = new PyTuple<U>();
    for (const item of items) tuple.push(item);
    return tuple;
  }
}
