import { iterate } from '../values/iterate.js';
import { type Method, type MethodRows, methodTable } from '../values/methods/method.js';
import type { Value } from '../values/types.js';

/** A filter: `value | name(args)`; same form as a method, with the value as its self. */
export type Filter = Method;
export type FilterRows = MethodRows;

export function filterTable(rows: FilterRows): ReadonlyMap<string, Filter> {
  return methodTable('filter', rows);
}

/** Filters treat None like an empty list where Jinja2 only asks whether there is anything. */
export function itemsOrNone(value: Value): Iterable<Value> {
  return value === null || value === false ? [] : iterate(value);
}
