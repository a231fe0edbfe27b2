import { PyTuple, type Value } from './types.js';

/** A tuple whose items can also be read by name, as `groupby` yields. */
export class NamedTuple extends PyTuple {
  private names: readonly string[] = [];

  static named(names: readonly string[], items: readonly Value[]): NamedTuple {
    const tuple = new NamedTuple();
    tuple.names = names;
    for (const item of items) tuple.push(item);
    return tuple;
  }

  /** Item by its name; undefined when there is none. */
  field(name: string): Value | undefined {
    const at = this.names.indexOf(name);
    return at < 0 ? undefined : this[at];
  }
}
