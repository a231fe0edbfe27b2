import { pyEquals } from '../values/compare.js';
import { findLength, iterate } from '../values/iterate.js';
import { raise } from '../values/raise.js';
import { callable, type Kwargs, PyObject, PyTuple, type Value } from '../values/types.js';
import { Undefined } from '../values/undefined.js';
import { MACRO_DEPTH_LIMIT } from './limits.js';

type Recurse = ((items: Value, depth: number) => Value) | null;

/** The `loop` variable. Looks ahead one item only when asked, and reads all of a lazy source only for its length. */
export class Loop extends PyObject {
  readonly pyType = 'LoopContext';
  item: Value;
  private index0 = -1;
  private readonly ahead: Value[] = [];
  private readonly iterator: Iterator<Value>;
  private total: number | undefined;
  private previous: Value | undefined;
  private lastChanged: Value[] | undefined;

  constructor(
    source: Value,
    private readonly depth0: number,
    private readonly recurse: Recurse,
  ) {
    super();
    this.total = findLength(source);
    this.iterator = iterate(source)[Symbol.iterator]();
  }

  /** Goes to the next item; false at the end. */
  advance(): boolean {
    if (!this.peek()) return false;
    if (this.index0 >= 0) this.previous = this.item;
    this.item = this.ahead.shift();
    this.index0++;
    return true;
  }

  /** Is there another item? */
  private peek(): boolean {
    if (this.ahead.length > 0) return true;
    const next = this.iterator.next();
    if (next.done) return false;
    this.ahead.push(next.value);
    return true;
  }

  private get length(): number {
    if (this.total === undefined) {
      for (let next = this.iterator.next(); !next.done; next = this.iterator.next())
        this.ahead.push(next.value);
      this.total = this.index0 + 1 + this.ahead.length;
    }
    return this.total;
  }

  override pyAttr(name: string): Value | undefined {
    return Object.hasOwn(Loop.attributes, name) ? Loop.attributes[name]!(this) : undefined;
  }

  override pyLen(): number {
    return this.length;
  }

  override pyTruthy(): boolean {
    return true;
  }

  override pyRepr(): string {
    return `<LoopContext ${this.index0 + 1}/${this.length}>`;
  }

  override pyCall(args: Value[], _kwargs: Kwargs): Value {
    if (!this.recurse) return raise("The loop must have the 'recursive' marker to be called recursively.");
    if (this.depth0 >= MACRO_DEPTH_LIMIT) {
      raise(`the recursive loop is too deep (more than ${MACRO_DEPTH_LIMIT} levels)`);
    }
    if (args.length !== 1) raise('a recursive loop is called with one argument: the items');
    return this.recurse(args[0], this.depth0 + 1);
  }

  private cycle(values: readonly Value[]): Value {
    return values.length === 0 ? raise('no items for cycling given') : values[this.index0 % values.length];
  }

  private changed(values: readonly Value[]): boolean {
    const now = [...values];
    const same =
      this.lastChanged !== undefined && pyEquals(PyTuple.fromArray(this.lastChanged), PyTuple.fromArray(now));
    this.lastChanged = now;
    return !same;
  }

  private static readonly attributes: Readonly<Record<string, (loop: Loop) => Value>> = {
    index: (loop) => loop.index0 + 1,
    index0: (loop) => loop.index0,
    revindex: (loop) => loop.length - loop.index0,
    revindex0: (loop) => loop.length - loop.index0 - 1,
    first: (loop) => loop.index0 === 0,
    last: (loop) => !loop.peek(),
    length: (loop) => loop.length,
    depth: (loop) => loop.depth0 + 1,
    depth0: (loop) => loop.depth0,
    previtem: (loop) =>
      loop.index0 === 0 ? new Undefined('previtem', { message: 'there is no previous item' }) : loop.previous,
    nextitem: (loop) =>
      loop.peek() ? loop.ahead[0] : new Undefined('nextitem', { message: 'there is no next item' }),
    cycle: (loop) => callable('cycle', (args) => loop.cycle(args)),
    changed: (loop) => callable('changed', (args) => loop.changed(args)),
  };
}
