import { PyDate, PyDateTime, PyTime } from '../../jinja/modules/datetime.js';
import { jsonDumps } from '../../jinja/modules/json.js';
import { PyDecimal } from '../../jinja/values/decimal.js';
import { formatValue, pyStr } from '../../jinja/values/operations.js';
import type { Value } from '../../jinja/values/types.js';
import { jsonFallback } from './coerce.js';
import type { AgateTypeName } from './types.js';

/** What the printers need of a table. */
export interface TableData {
  readonly columnNames: readonly string[];
  readonly columnTypes: readonly AgateTypeName[];
  readonly cells: readonly (readonly Value[])[];
}

/** Limits of print_table; null: none. */
export interface PrintLimits {
  readonly maxRows: number | null;
  readonly maxColumns: number | null;
  readonly maxColumnWidth: number | null;
  readonly maxPrecision: number | null;
}

export const DEFAULT_LIMITS: PrintLimits = {
  maxRows: 20,
  maxColumns: 6,
  maxColumnWidth: 20,
  maxPrecision: 3,
};

/** The table as Markdown-like text, as agate's print_table shows it. */
export function formatTable(table: TableData, limits: PrintLimits): string {
  const rows = table.cells.slice(0, limits.maxRows ?? undefined);
  const names = table.columnNames.slice(0, limits.maxColumns ?? undefined);
  const columns = names.map((name, i) => formatColumn(name, table.columnTypes[i]!, rows, i, limits));
  const moreColumns = names.length < table.columnNames.length;
  const moreRows = rows.length < table.cells.length;
  const line = (cells: readonly string[]) => `| ${[...cells, ...(moreColumns ? ['...'] : [])].join(' | ')} |`;
  const lines = [
    line(columns.map((column) => column.pad(column.name))),
    `| ${[...columns.map((column) => '-'.repeat(column.width)), ...(moreColumns ? ['---'] : [])].join(' | ')} |`,
    ...rows.map((_, i) => line(columns.map((column) => column.pad(column.texts[i]!)))),
  ];
  if (moreRows) lines.push(line(columns.map((column) => column.pad('...'))));
  return lines.join('\n');
}

interface PrintedColumn {
  readonly name: string;
  readonly width: number;
  readonly texts: readonly string[];
  readonly pad: (text: string) => string;
}

function formatColumn(
  name: string,
  type: AgateTypeName,
  rows: readonly (readonly Value[])[],
  index: number,
  limits: PrintLimits,
): PrintedColumn {
  const values = rows.map((row) => row[index]);
  const format = type === 'Number' ? numberFormat(values, limits.maxPrecision) : pyStr;
  const texts = values.map((value) => shorten(value === null ? '' : format(value), limits.maxColumnWidth));
  const header = shorten(name, limits.maxColumnWidth);
  const width = Math.max(...[header, ...texts].map((text) => [...text].length));
  const pad = (text: string) => {
    const space = ' '.repeat(Math.max(0, width - [...text].length));
    return type === 'Text' ? text + space : space + text;
  };
  return { name: header, width, texts, pad };
}

function shorten(text: string, width: number | null): string {
  const characters = [...text];
  return width === null || characters.length <= width
    ? text
    : `${characters.slice(0, width - 3).join('')}...`;
}

/** All numbers of a column with as many decimals as the longest of them has, up to the limit (then with `…`). */
function numberFormat(values: readonly Value[], limit: number | null): (value: Value) => string {
  const needed = maxPrecision(values);
  const cut = limit !== null && needed > limit;
  const digits = cut ? limit : needed;
  return (value) => {
    if (!(value instanceof PyDecimal)) return pyStr(value);
    if (!value.isFinite()) return value.pyStr();
    return formatValue(value, `,.${digits}f`) + (cut ? '…' : '');
  };
}

/** The most decimals that a value of the column has, trailing zeros not counted; 0 for whole numbers. */
export function maxPrecision(values: readonly Value[]): number {
  let most = 0;
  for (const value of values) if (value instanceof PyDecimal) most = Math.max(most, value.decimals());
  return most;
}

/** Columns and their types, as print_structure and str(table) show them. */
export function formatStructure(table: TableData): string {
  const cells = table.columnNames.map((name, i) => [name, table.columnTypes[i]!]);
  return formatTable(
    { columnNames: ['column', 'data_type'], columnTypes: ['Text', 'Text'], cells },
    { ...DEFAULT_LIMITS, maxRows: null },
  );
}

export function formatCsv(table: TableData): string {
  const lines = [table.columnNames, ...table.cells.map((row) => row.map(csvText))];
  return lines.map((line) => `${line.map(quoteCsv).join(',')}\n`).join('');
}

function csvText(value: Value): string {
  if (value === null) return '';
  if (value instanceof PyDateTime || value instanceof PyDate || value instanceof PyTime)
    return value.isoformat();
  return pyStr(value);
}

function quoteCsv(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows as a JSON list of objects. */
export function formatJson(table: TableData, indent: number | undefined): string {
  const rows = table.cells.map((row) => {
    const record: Record<string, Value> = Object.create(null);
    table.columnNames.forEach((name, i) => {
      record[name] = row[i];
    });
    return record;
  });
  return jsonDumps(rows, { indent, fallback: jsonFallback });
}
