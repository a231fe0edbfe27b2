import { pyCompare } from './compare.js';
import type { Value } from './types.js';

/** Python's sorted(): stable, by `<`, also stable when reversed. Raises when items have no order. */
export function sortValues(
  items: Iterable<Value>,
  keyOf?: (value: Value) => Value,
  reverse = false,
): Value[] {
  const list = [...items];
  if (!keyOf) return list.sort((a, b) => (reverse ? pyCompare(b, a) : pyCompare(a, b)));
  const keyed = list.map((value) => ({ value, key: keyOf(value) }));
  keyed.sort((a, b) => (reverse ? pyCompare(b.key, a.key) : pyCompare(a.key, b.key)));
  return keyed.map((entry) => entry.value);
}
