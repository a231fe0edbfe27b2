import type { Value } from './types.js';

/**
 * A Python generator or iterator: lazy, one pass, always true, without a length. Iterating goes on where the last
 * reader stopped.
 */
export class PyIterator implements Iterable<Value> {
  private readonly source: Iterator<Value>;

  constructor(
    source: Iterable<Value>,
    /** Python's type name: 'generator', 'list_reverseiterator', 'zip', ... */
    readonly pyType = 'generator',
  ) {
    this.source = source[Symbol.iterator]();
  }

  next(): IteratorResult<Value> {
    return this.source.next();
  }

  /** Leaving a `for` early must not close the source, as in Python. */
  [Symbol.iterator](): Iterator<Value> {
    return { next: () => this.source.next() };
  }
}
