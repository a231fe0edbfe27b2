import { PyObject, type Value } from '../jinja/values/types.js';
import { coerceColumn } from './table/coerce.js';
import { distinctNames } from './table/columnNames.js';
import { MappedSequence, SequenceKeys } from './table/mappedSequence.js';
import { findTableMember } from './table/members.js';
import { formatStructure } from './table/print.js';
import { Column, Row } from './table/rowAndColumn.js';
import type { AgateTypeName } from './table/types.js';
import type { ResultColumn } from './types.js';

export { maxPrecision } from './table/print.js';
export { Column as AgateColumn, Row as AgateRow } from './table/rowAndColumn.js';
export type { AgateTypeName } from './table/types.js';
export { AgateType } from './table/types.js';

/** Where print_table() and its like write; replaceable for tests and programs. */
export type Print = (text: string) => void;

const printToStdout: Print = (text) => {
  process.stdout.write(text);
};

/** Cells by row, each row as long as the table has columns. */
export type Cells = readonly (readonly Value[])[];

/** Cells that are made when they are first looked at: a seed that is loaded by its file needs few of them. */
export interface LazyColumns {
  readonly rowCount: number;
  readonly column: (index: number) => readonly Value[];
}

/** What templates hold of a query's rows or a seed's cells (Python: agate.Table). Immutable. */
export class AgateTable extends PyObject {
  readonly pyType = 'Table';
  #cells: Cells | undefined;
  readonly #lazy: LazyColumns | undefined;
  readonly #made = new Map<number, readonly Value[]>();
  #rows: MappedSequence | undefined;
  #columns: MappedSequence | undefined;

  constructor(
    readonly columnNames: readonly string[],
    readonly columnTypes: readonly AgateTypeName[],
    cells: Cells | LazyColumns,
    readonly print: Print = printToStdout,
  ) {
    super();
    if ('rowCount' in cells) this.#lazy = cells;
    else this.#cells = cells;
  }

  get rowCount(): number {
    return this.#lazy?.rowCount ?? this.cells.length;
  }

  get cells(): Cells {
    if (this.#cells === undefined) {
      const columns = this.columnNames.map((_, i) => this.columnValues(i));
      this.#cells = Array.from({ length: this.rowCount }, (_, r) => columns.map((values) => values[r]));
    }
    return this.#cells;
  }

  get rows(): MappedSequence {
    if (this.#rows === undefined) {
      const keys = new SequenceKeys(this.columnNames);
      const rows = this.cells.map((cells) => new Row(cells, keys));
      this.#rows = new MappedSequence(rows, null);
    }
    return this.#rows;
  }

  get columns(): MappedSequence {
    this.#columns ??= new MappedSequence(
      this.columnNames.map((name, i) => new Column(i, name, this.columnTypes[i]!, this.columnValues(i))),
      new SequenceKeys(this.columnNames),
    );
    return this.#columns;
  }

  columnValues(index: number): readonly Value[] {
    if (this.#lazy === undefined) return this.cells.map((row) => row[index]);
    let values = this.#made.get(index);
    if (values === undefined) {
      values = this.#lazy.column(index);
      this.#made.set(index, values);
    }
    return values;
  }

  /** The same columns with other rows. */
  withCells(cells: Cells): AgateTable {
    return new AgateTable(this.columnNames, this.columnTypes, cells, this.print);
  }

  /** These columns, by index, in this order. */
  withColumns(indexes: readonly number[]): AgateTable {
    return new AgateTable(
      distinctNames(indexes.map((i) => this.columnNames[i]!)),
      indexes.map((i) => this.columnTypes[i]!),
      this.cells.map((row) => indexes.map((i) => row[i])),
      this.print,
    );
  }

  withNames(names: readonly string[]): AgateTable {
    return new AgateTable(distinctNames(names), this.columnTypes, this.cells, this.print);
  }

  override pyAttr(name: string): Value | undefined {
    return findTableMember(this, name);
  }

  override pyItem(key: Value): Value | undefined {
    return typeof key === 'number' ? this.rows.pyItem(key) : undefined;
  }

  override pyIter(): Iterable<Value> {
    return this.rows.list;
  }

  override pyLen(): number {
    return this.rowCount;
  }

  override pyKind(): 'sequence' {
    return 'sequence';
  }

  override pyStr(): string {
    return `${formatStructure(this)}\n`;
  }

  override pyRepr(): string {
    return '<agate.table.Table object>';
  }
}

/**
 * The table that a fetched result becomes: cells coerced as dbt coerces them (floats become Decimals, lists and structs
 * JSON text, a column of nulls an Integer column), repeated column names numbered.
 */
export function createTable(
  columns: readonly ResultColumn[],
  rows: readonly (readonly Value[])[],
  print: Print = printToStdout,
): AgateTable {
  const coerced = columns.map((_, i) => coerceColumn(rows, i));
  const unchanged = coerced.every(({ convert }) => convert === undefined);
  const cells = unchanged
    ? rows
    : rows.map((row) =>
        coerced.map(({ convert }, i) => (convert && row[i] !== null ? convert(row[i]) : row[i])),
      );
  return new AgateTable(
    distinctNames(columns.map((column) => column.name)),
    coerced.map((column) => column.type),
    cells,
    print,
  );
}

/** No columns, no rows: what a statement without result gives. */
export function emptyTable(): AgateTable {
  return new AgateTable([], [], []);
}
