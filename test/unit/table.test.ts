import { describe, expect, it } from 'vitest';
import { type AgateTable, createTable, emptyTable } from '../../src/adapters/table.js';
import { PyDate, PyDateTime, PyTime, PyTimeDelta } from '../../src/jinja/modules/datetime.js';
import { PyDecimal } from '../../src/jinja/values/decimal.js';
import { getAttr, pyRepr, pyStr } from '../../src/jinja/values/operations.js';
import { PyFloat, type Value } from '../../src/jinja/values/types.js';
import { recordedTable } from './recordedCases.js';

function columnOf(...values: Value[]): AgateTable {
  return createTable(
    [{ name: 'a', type: '' }],
    values.map((value) => [value]),
  );
}

/** What dbt-duckdb 1.11 prints for `run_query(...).rows[0][0]` of such a value, its repr in a list, and the type. */
const FETCHED: readonly [what: string, value: Value, text: string, repr: string, type: string][] = [
  ['int', 1, '1', '1', 'Integer'],
  ['bigint', 9223372036854775807n, '9223372036854775807', '9223372036854775807', 'Integer'],
  ['decimal(10,1)', PyDecimal.ofScaled(190n, 1), '19.0', "Decimal('19.0')", 'Number'],
  ['decimal(10,2)', PyDecimal.ofScaled(1910n, 2), '19.10', "Decimal('19.10')", 'Number'],
  ['decimal(4,0)', PyDecimal.ofScaled(10n, 0), '10', "Decimal('10')", 'Number'],
  ['decimal(10,9)', PyDecimal.ofScaled(100n, 9), '1.00E-7', "Decimal('1.00E-7')", 'Number'],
  ['double', new PyFloat(1.5), '1.5', "Decimal('1.5')", 'Number'],
  ['whole double', new PyFloat(100), '100.0', "Decimal('100.0')", 'Number'],
  ['large double', new PyFloat(1e30), '1E+30', "Decimal('1E+30')", 'Number'],
  ['1e16', new PyFloat(1e16), '1E+16', "Decimal('1E+16')", 'Number'],
  ['small double', new PyFloat(1e-7), '1E-7', "Decimal('1E-7')", 'Number'],
  ['float', new PyFloat(Math.fround(0.1)), '0.10000000149011612', "Decimal('0.10000000149011612')", 'Number'],
  ['nan', new PyFloat(Number.NaN), 'NaN', "Decimal('NaN')", 'Number'],
  ['infinity', new PyFloat(Infinity), 'Infinity', "Decimal('Infinity')", 'Number'],
  ['-0.0', new PyFloat(-0), '-0.0', "Decimal('-0.0')", 'Number'],
  ['boolean', true, 'True', 'True', 'Boolean'],
  ['date', PyDate.of(2020, 1, 2), '2020-01-02', 'datetime.date(2020, 1, 2)', 'Date'],
  [
    'timestamp',
    PyDateTime.of(2020, 1, 2, 3, 4, 5, 500000),
    '2020-01-02 03:04:05.500000',
    'datetime.datetime(2020, 1, 2, 3, 4, 5, 500000)',
    'DateTime',
  ],
  ['time', PyTime.of(3, 4, 5), '03:04:05', "'03:04:05'", 'Text'],
  ['interval', PyTimeDelta.of({ days: 30 }), '30 days, 0:00:00', "'30 days, 0:00:00'", 'Text'],
  ['text like a number', '1', '1', "'1'", 'Text'],
  ['text like a date', '2020-01-02', '2020-01-02', "'2020-01-02'", 'Text'],
  ['text null', 'null', 'null', "'null'", 'Text'],
  ['empty text', '', '', "''", 'Text'],
  ['null', null, 'None', 'None', 'Integer'],
  ['list', ['a', null], '["a", null]', '\'["a", null]\'', 'Text'],
  ['list of dates', [PyDate.of(2020, 1, 2)], '["2020-01-02"]', '\'["2020-01-02"]\'', 'Text'],
  ['list of decimals', [PyDecimal.parse('1.5')], '[1.5]', "'[1.5]'", 'Text'],
  ['empty list', [], '[]', "'[]'", 'Text'],
  [
    'struct',
    { x: 1, y: PyDate.of(2020, 1, 2) },
    '{"x": 1, "y": "2020-01-02"}',
    '\'{"x": 1, "y": "2020-01-02"}\'',
    'Text',
  ],
];

describe('a fetched value becomes what dbt shows', () => {
  it.each(FETCHED)('%s', (_what, value, text, repr, type) => {
    const table = columnOf(value);
    expect(pyStr(table.cells[0]![0])).toBe(text);
    expect(pyRepr(table.cells[0]![0])).toBe(repr);
    expect(table.columnTypes).toEqual([type]);
  });

  it('no rows at all make Integer columns', () => {
    expect(columnOf().columnTypes).toEqual(['Integer']);
  });

  it('numbers repeated names, keeping case apart', () => {
    const names = ['a', 'a', 'A'].map((name) => ({ name, type: '' }));
    expect(createTable(names, [[1, 2, 3]]).columnNames).toEqual(['a', 'a_2', 'A']);
  });

  it('the empty table has neither columns nor rows', () => {
    expect([emptyTable().columnNames, emptyTable().cells]).toEqual([[], []]);
  });
});

/** What a printing method of a recorded table writes. */
function printed(name: string, method: string, kwargs: Record<string, Value> = {}): string {
  let text = '';
  const table = recordedTable(name, (part) => {
    text += part;
  });
  getAttr(table, method)([], kwargs);
  return text;
}

// Expected texts are what agate prints for the same tables.
describe('printing', () => {
  it('print_table shows numbers of a column alike, six columns, twenty characters', () => {
    expect(printed('orders', 'print_table')).toBe(
      `|    id | Status |         amount |        day |                   at |    ok | ... |
| ----- | ------ | -------------- | ---------- | -------------------- | ----- | --- |
|     1 | paid   |         10.500 | 2020-01-02 |  2020-01-02 03:04:05 |  True | ... |
|     2 | open   |          7.000 | 2020-02-03 | 2020-02-03 00:00:... | False | ... |
|     3 | paid   |                |            | 2021-01-01 00:00:... |       | ... |
| 12345 | open   | -1,234,567.891 | 1999-12-31 |                      |  True | ... |
`,
    );
  });

  it('print_table with limits of its own', () => {
    const limits = { max_rows: 2, max_columns: 3, max_column_width: 8 };
    expect(printed('orders', 'print_table', limits)).toBe(
      `| id | Status | amount | ... |
| -- | ------ | ------ | --- |
|  1 | paid   |   10.5 | ... |
|  2 | open   |    7.0 | ... |
| ... | ...    |    ... | ... |
`,
    );
    const none = { max_columns: null, max_column_width: null, max_precision: 1 };
    expect(printed('orders', 'print_table', none).split('\n')[5]).toBe(
      '| 12345 | open   | -1,234,567.9… | 1999-12-31 |                            |  True | a long text that is longer than the twenty |',
    );
  });

  it('print_table of an empty table', () => {
    expect(printed('empty', 'print_table')).toBe('| a | b |\n| - | - |\n');
  });

  it('print_structure', () => {
    expect(printed('nulls', 'print_structure')).toBe(
      '| column | data_type |\n| ------ | --------- |\n| a      | Integer   |\n| b      | Text      |\n',
    );
  });

  it('print_csv', () => {
    expect(printed('orders', 'print_csv')).toBe(
      `id,Status,amount,day,at,ok,note
1,paid,10.50,2020-01-02,2020-01-02T03:04:05,True,
2,open,7.00,2020-02-03,2020-02-03T00:00:00.500000,False,it's
3,paid,,,2021-01-01T00:00:00+00:00,,"a,b ""q"""
12345,open,-1234567.891,1999-12-31,,True,a long text that is longer than the twenty
`,
    );
  });

  it('print_json', () => {
    expect(printed('odd', 'print_json')).toBe(
      '[{"n": 0, "f": 1.5, "list": "[1, \\"a\\", null]", "struct": "{\\"x\\": \\"2020-01-02\\", \\"y\\": 1.5}", "time": "03:04:05", "span": "1 day, 12:00:00", "mixed": 1.0, "text": "1", "big": 9223372036854775807}, {"n": 1, "f": 1e+30, "list": "[]", "struct": "{\\"x\\": \\"2020-01-02T03:04:05\\"}", "time": null, "span": null, "mixed": 2.5, "text": "null", "big": -1}]',
    );
    expect(printed('pair', 'print_json', { indent: 2 })).toBe(
      '[\n  {\n    "k": "a",\n    "w": 10\n  },\n  {\n    "k": "c",\n    "w": 30\n  }\n]',
    );
  });
});
