/** A list of distinct values that records refer to by index. */
export interface Table<T> {
  readonly values: readonly T[];
  /** The value's index; equal values (by their JSON) have the same. */
  add(value: T): number;
}

export function createTable<T>(): Table<T> {
  const values: T[] = [];
  const indexes = new Map<string, number>();
  return {
    values,
    add(value) {
      const key = typeof value === 'string' ? value : JSON.stringify(value);
      let index = indexes.get(key);
      if (index === undefined) {
        index = values.length;
        values.push(value);
        indexes.set(key, index);
      }
      return index;
    },
  };
}
