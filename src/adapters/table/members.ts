import { pyFunction } from '../../jinja/pyFunction.js';
import { asInteger, raise, slice } from '../../jinja/values/operations.js';
import { PyTuple, type Value } from '../../jinja/values/types.js';
import type { AgateTable } from '../table.js';
import {
  distinctRows,
  excludeColumns,
  findRow,
  groupRows,
  orderRows,
  renameColumns,
  selectColumns,
  whereRows,
} from './operations.js';
import { DEFAULT_LIMITS, formatCsv, formatJson, formatStructure, formatTable } from './print.js';
import { AgateType } from './types.js';
import { writeTable } from './write.js';

type Member = (self: AgateTable) => Value;

/** None is no limit, left out is agate's default. */
function limit(value: Value | undefined, fallback: number | null): number | null {
  if (value === undefined) return fallback;
  if (value === null) return null;
  return Number(asInteger(value) ?? raise('a limit of print_table must be an int or None'));
}

const MEMBERS: Readonly<Record<string, Member>> = {
  rows: (self) => self.rows,
  columns: (self) => self.columns,
  column_names: (self) => PyTuple.fromArray(self.columnNames),
  column_types: (self) => PyTuple.fromArray(self.columnTypes.map(AgateType.of)),
  row_names: () => null,
  select: (self) => pyFunction('select', ['key'], (key) => selectColumns(self, key)),
  exclude: (self) => pyFunction('exclude', ['key'], (key) => excludeColumns(self, key)),
  rename: (self) =>
    pyFunction(
      'rename',
      ['column_names?', 'row_names?', 'slug_columns?', 'slug_rows?'],
      (names, _rows, slug) => renameColumns(self, names ?? null, slug === true),
    ),
  limit: (self) =>
    pyFunction('limit', ['start_or_stop?', 'stop?', 'step?'], (start, stop, step) => {
      const [from, to] =
        stop === undefined && step === undefined ? [null, start ?? null] : [start ?? null, stop ?? null];
      return self.withCells(slice([...self.cells], from, to, step ?? null));
    }),
  order_by: (self) =>
    pyFunction('order_by', ['key', 'reverse?'], (key, reverse) => orderRows(self, key, reverse === true)),
  distinct: (self) => pyFunction('distinct', ['key?'], (key) => distinctRows(self, key ?? null)),
  where: (self) => pyFunction('where', ['test'], (test) => whereRows(self, test)),
  find: (self) => pyFunction('find', ['test'], (test) => findRow(self, test)),
  group_by: (self) =>
    pyFunction('group_by', ['key', 'key_name?', 'key_type?'], (key, name) =>
      groupRows(self, key, name ?? null),
    ),
  print_table: (self) =>
    pyFunction(
      'print_table',
      ['max_rows?', 'max_columns?', 'output?', 'max_column_width?', 'locale?', 'max_precision?'],
      (maxRows, maxColumns, _output, maxColumnWidth, _locale, maxPrecision) => {
        const limits = {
          maxRows: limit(maxRows, DEFAULT_LIMITS.maxRows),
          maxColumns: limit(maxColumns, DEFAULT_LIMITS.maxColumns),
          maxColumnWidth: limit(maxColumnWidth, DEFAULT_LIMITS.maxColumnWidth),
          maxPrecision: limit(maxPrecision, DEFAULT_LIMITS.maxPrecision),
        };
        self.print(`${formatTable(self, limits)}\n`);
        return null;
      },
    ),
  print_structure: (self) =>
    pyFunction('print_structure', ['output?', 'max_rows?'], () => {
      self.print(`${formatStructure(self)}\n`);
      return null;
    }),
  print_csv: (self) =>
    pyFunction('print_csv', [], () => {
      self.print(formatCsv(self));
      return null;
    }),
  print_json: (self) =>
    pyFunction('print_json', ['key?', 'newline?', 'indent?'], (_key, _newline, indent) => {
      self.print(formatJson(self, indent ?? undefined));
      return null;
    }),
  to_csv: (self) => pyFunction('to_csv', ['path'], (path) => writeTable(path, formatCsv(self))),
  to_json: (self) =>
    pyFunction('to_json', ['path', 'key?', 'newline?', 'indent?'], (path, _key, _newline, indent) =>
      writeTable(path, formatJson(self, indent ?? undefined)),
    ),
};

export function findTableMember(self: AgateTable, name: string): Value | undefined {
  return Object.hasOwn(MEMBERS, name) ? MEMBERS[name]!(self) : undefined;
}
