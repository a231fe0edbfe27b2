import { formatTable } from '../../adapters/table/print.js';
import type { AgateTable } from '../../adapters/table.js';
import { pyRepr, pyStr } from '../../jinja/values/operations.js';
import type { Value } from '../../jinja/values/types.js';

/** Column in which get_unit_test_sql says which side a row is of. */
const SIDE = 'actual_or_expected';

type Row = readonly Value[];

/**
 * How the rows that a model gave differ from those that were expected, as text; undefined when they are the same.
 * The order of rows does not matter; how often a row occurs does.
 */
export function diffUnitTest(table: AgateTable): string | undefined {
  const side = table.columnNames.findIndex((name) => name.toLowerCase() === SIDE);
  const columns = table.columnNames.filter((_, i) => i !== side);
  const rowsOf = (which: string): Row[] =>
    table.cells.filter((row) => row[side] === which).map((row) => row.filter((_, i) => i !== side));
  const { same, missing, extra } = match(rowsOf('expected'), rowsOf('actual'));
  if (missing.length === 0 && extra.length === 0) return undefined;
  const changed = pair(missing, extra);
  const lines: string[][] = [
    ...same.map((row) => ['', ...row.map(cellText)]),
    ...changed.map(([expected, actual]) => [
      '→',
      ...expected.map((value, i) => changeText(value, actual[i])),
    ]),
    ...missing.map((row) => ['---', ...row.map(cellText)]),
    ...extra.map((row) => ['+++', ...row.map(cellText)]),
  ];
  const text = formatTable(
    {
      columnNames: ['@@', ...columns],
      columnTypes: ['Text', ...columns.map(() => 'Text' as const)],
      cells: lines,
    },
    { maxRows: null, maxColumns: null, maxColumnWidth: null, maxPrecision: null },
  );
  return `actual differs from expected:\n\n${text}\n\n→ expected→actual, --- expected but missing, +++ not expected`;
}

/** Takes equal rows away from both sides. */
function match(
  expected: readonly Row[],
  actual: readonly Row[],
): { same: Row[]; missing: Row[]; extra: Row[] } {
  const waiting = new Map<string, Row[]>();
  for (const row of expected) {
    const key = rowKey(row);
    const rows = waiting.get(key);
    if (rows === undefined) waiting.set(key, [row]);
    else rows.push(row);
  }
  const same: Row[] = [];
  const extra: Row[] = [];
  for (const row of actual) {
    const found = waiting.get(rowKey(row))?.pop();
    if (found === undefined) extra.push(row);
    else same.push(row);
  }
  return { same, missing: [...waiting.values()].flat(), extra };
}

function rowKey(row: Row): string {
  return JSON.stringify(row.map(pyRepr));
}

/** Takes rows out of both lists that are likely the same one with other values: at least half of the cells agree. */
function pair(missing: Row[], extra: Row[]): [Row, Row][] {
  const pairs: [Row, Row][] = [];
  for (const row of [...missing]) {
    let best: Row | undefined;
    let bestAgreeing = 0;
    for (const candidate of extra) {
      const agreeing = row.filter((value, i) => pyRepr(value) === pyRepr(candidate[i])).length;
      if (agreeing > bestAgreeing) [best, bestAgreeing] = [candidate, agreeing];
    }
    if (best === undefined || bestAgreeing * 2 < row.length) continue;
    pairs.push([row, best]);
    missing.splice(missing.indexOf(row), 1);
    extra.splice(extra.indexOf(best), 1);
  }
  return pairs;
}

function changeText(expected: Value, actual: Value): string {
  return pyRepr(expected) === pyRepr(actual)
    ? cellText(expected)
    : `${cellText(expected)}→${cellText(actual)}`;
}

function cellText(value: Value): string {
  return value === null ? 'NULL' : pyStr(value);
}
