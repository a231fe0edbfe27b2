import { iterate, pyTruthy } from '../values/iterate.js';
import { type Method, type MethodRows, methodTable } from '../values/methods/method.js';
import type { Value } from '../values/types.js';

/** A filter: `value | name(args)`; same form as a method, with the value as its self. */
export type Filter = Method;
export type FilterRows = MethodRows;

export function filterTable(rows: FilterRows): ReadonlyMap<string, Filter> {
  return methodTable('filter', rows);
}

/** Items of a value; nothing for whatever is false, None too, since Jinja2 asks only that. */
export function itemsIfAny(value: Value): Iterable<Value> {
  return pyTruthy(value) ? iterate(value) : [];
}
