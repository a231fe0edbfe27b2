import { XformError } from '../../errors/error.js';
import {
  entriesOf,
  hashKey,
  isDict,
  pyCompare,
  pyStr,
  pyTruthy,
  raise,
  toArray,
  typeName,
} from '../../jinja/values/operations.js';
import { isCallable, isPyObject, NO_KWARGS, PyTuple, type Value } from '../../jinja/values/types.js';
import { didYouMean } from '../../util/didYouMean.js';
import type { AgateTable } from '../table.js';
import { slugify } from './columnNames.js';
import { TableSet } from './tableSet.js';
import type { AgateTypeName } from './types.js';

/** Index of the column called so; throws with the names there are. */
export function columnIndex(table: AgateTable, name: Value): number {
  const index = table.columnNames.indexOf(name);
  if (index >= 0) return index;
  throw new XformError('compilation', `the table has no column ${pyStr(name)}`, {
    hint: didYouMean(pyStr(name), table.columnNames) ?? `Its columns are: ${table.columnNames.join(', ')}.`,
  });
}

function namesOf(key: Value): readonly Value[] {
  return typeof key === 'string' ? [key] : toArray(key);
}

export function selectColumns(table: AgateTable, key: Value): AgateTable {
  return table.withColumns(namesOf(key).map((name) => columnIndex(table, name)));
}

/** Names that are no column are ignored. */
export function excludeColumns(table: AgateTable, key: Value): AgateTable {
  const excluded = new Set(namesOf(key));
  return table.withColumns(table.columnNames.flatMap((name, i) => (excluded.has(name) ? [] : [i])));
}

/** `names`: a list of all the names, a dict of some, or null. */
export function renameColumns(table: AgateTable, names: Value, slug: boolean): AgateTable {
  const renamed = names === null ? [...table.columnNames] : newNames(table, names);
  return table.withNames(slug ? renamed.map(slugify) : renamed);
}

function newNames(table: AgateTable, names: Value): string[] {
  if (isDict(names)) {
    const changes = new Map([...entriesOf(names)].map(([from, to]) => [from, to]));
    return table.columnNames.map((name) => pyStr(changes.get(name) ?? name));
  }
  const list = toArray(names);
  if (list.length !== table.columnNames.length) {
    return raise(`rename() got ${list.length} names for a table of ${table.columnNames.length} columns`);
  }
  return list.map(pyStr);
}

type OneOrLater<T> = T | Promise<T>;

/** What a key says of each row: the cell of a column, the cells of several, or what a macro answers for the row. */
function keysOfRows(table: AgateTable, key: Value): OneOrLater<readonly Value[]> {
  if (isCallable(key) || (isPyObject(key) && key.pyCall !== undefined)) return callForRows(table, key);
  if (typeof key === 'string') {
    const index = columnIndex(table, key);
    return table.cells.map((row) => row[index]);
  }
  const indexes = namesOf(key).map((name) => columnIndex(table, name));
  return table.cells.map((row) => PyTuple.fromArray(indexes.map((i) => row[i])));
}

function callForRows(table: AgateTable, key: Value): OneOrLater<readonly Value[]> {
  const call = (row: Value) => (isCallable(key) ? key([row], NO_KWARGS) : key.pyCall([row], NO_KWARGS));
  const answers: Value[] = table.rows.list.map(call);
  return answers.some((answer) => answer instanceof Promise) ? Promise.all(answers) : answers;
}

function after<T, R>(value: OneOrLater<T>, use: (value: T) => R): OneOrLater<R> {
  return value instanceof Promise ? value.then(use) : use(value);
}

/** Nulls come last (first when reversed); ties keep their order, also reversed. */
export function orderRows(table: AgateTable, key: Value, reverse: boolean): OneOrLater<AgateTable> {
  return after(keysOfRows(table, key), (keys) => {
    const order = table.cells.map((_, i) => i);
    order.sort((a, b) => (reverse ? compareKeys(keys[b], keys[a]) : compareKeys(keys[a], keys[b])));
    return table.withCells(order.map((i) => table.cells[i]!));
  });
}

function compareKeys(a: Value, b: Value): number {
  if (a instanceof PyTuple && b instanceof PyTuple) {
    for (let i = 0; i < a.length; i++) {
      const order = compareKeys(a[i], b[i]);
      if (order !== 0) return order;
    }
    return 0;
  }
  if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0);
  return pyCompare(a, b);
}

/** The first row of each key; without a key, of each whole row. */
export function distinctRows(table: AgateTable, key: Value): OneOrLater<AgateTable> {
  const keys = key === null ? table.cells.map((row) => PyTuple.fromArray(row)) : keysOfRows(table, key);
  return after(keys, (list) => {
    const seen = new Set<unknown>();
    return table.withCells(
      table.cells.filter((_, i) => {
        const hash = hashKey(list[i]);
        return !seen.has(hash) && seen.add(hash);
      }),
    );
  });
}

function rowsThatPass(table: AgateTable, test: Value): OneOrLater<readonly number[]> {
  if (!isCallable(test)) return raise(`the test of rows must be a macro, not ${typeName(test)}`);
  return after(callForRows(table, test), (answers) =>
    answers.flatMap((answer, i) => (pyTruthy(answer) ? [i] : [])),
  );
}

export function whereRows(table: AgateTable, test: Value): OneOrLater<AgateTable> {
  return after(rowsThatPass(table, test), (indexes) => table.withCells(indexes.map((i) => table.cells[i]!)));
}

/** The first row that passes, or None. */
export function findRow(table: AgateTable, test: Value): OneOrLater<Value> {
  return after(rowsThatPass(table, test), (indexes) =>
    indexes.length === 0 ? null : table.rows.list[indexes[0]!],
  );
}

/** Rows by key, in order of first appearance. Keys of a macro are text, as agate makes them. */
export function groupRows(table: AgateTable, key: Value, keyName: Value): OneOrLater<TableSet> {
  const type: AgateTypeName = typeof key === 'string' ? table.columnTypes[columnIndex(table, key)]! : 'Text';
  return after(keysOfRows(table, key), (keys) => {
    const groups = new Map<unknown, { readonly key: Value; readonly cells: (readonly Value[])[] }>();
    keys.forEach((value, i) => {
      const name = value === null || typeof key === 'string' ? value : pyStr(value);
      const hash = hashKey(name);
      const group = groups.get(hash) ?? { key: name, cells: [] };
      groups.set(hash, group);
      group.cells.push(table.cells[i]!);
    });
    const list = [...groups.values()];
    return new TableSet(
      list.map((group) => table.withCells(group.cells)),
      list.map((group) => group.key),
      keyName ?? (typeof key === 'string' ? key : 'group'),
      type,
      table,
    );
  });
}
