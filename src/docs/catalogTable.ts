import type { AgateTable } from '../adapters/table.js';
import type { Value } from '../jinja/values/types.js';

/** One relation of catalog.json (v1), in dbt's field names. */
export interface CatalogEntry {
  readonly metadata: {
    readonly type: string;
    readonly schema: string;
    readonly name: string;
    readonly database: string | null;
    readonly comment: string | null;
    readonly owner: string | null;
  };
  /** In the order in which the engine gave them. */
  readonly columns: Record<string, CatalogColumn>;
  readonly stats: Record<string, CatalogStat>;
  readonly unique_id: string | null;
}

export interface CatalogColumn {
  readonly type: string;
  readonly index: Value;
  readonly name: string;
  readonly comment: string | null;
}

export interface CatalogStat {
  readonly id: string;
  readonly label: Value;
  readonly value: Value;
  readonly include: boolean;
  readonly description: Value;
}

/** A row of what `get_catalog` returns, by lower-case column name. */
export type CatalogRow = Readonly<Record<string, Value>>;

export function catalogRows(table: AgateTable): CatalogRow[] {
  const names = table.columnNames.map((name) => name.toLowerCase());
  return table.cells.map((cells) => Object.fromEntries(names.map((name, i) => [name, cells[i] ?? null])));
}

/** Where a relation is, for comparing: engines disagree on the case of names. */
export function catalogKey(database: Value, schema: Value, name: Value): string {
  return [database ?? '', schema ?? '', name ?? ''].join('\u0000').toLowerCase();
}

/** One entry a relation from rows that have one a column. */
export function catalogEntries(rows: readonly CatalogRow[]): Map<string, CatalogEntry> {
  const entries = new Map<string, CatalogEntry>();
  for (const row of rows) {
    const key = catalogKey(row['table_database'], row['table_schema'], row['table_name']);
    let entry = entries.get(key);
    if (entry === undefined) {
      entry = entryOf(row);
      entries.set(key, entry);
    }
    const name = row['column_name'];
    if (name === null || name === undefined) continue;
    entry.columns[String(name)] = {
      type: String(row['column_type']),
      index: row['column_index'],
      name: String(name),
      comment: textOf(row['column_comment']),
    };
  }
  return entries;
}

function entryOf(row: CatalogRow): CatalogEntry {
  return {
    metadata: {
      type: String(row['table_type']),
      schema: String(row['table_schema']),
      name: String(row['table_name']),
      database: textOf(row['table_database']),
      comment: textOf(row['table_comment']),
      owner: textOf(row['table_owner']),
    },
    columns: {},
    stats: statsOf(row),
    unique_id: null,
  };
}

function textOf(value: Value): string | null {
  return value === null || value === undefined ? null : String(value);
}

const STAT_FIELD = /^stats:(.+):(label|value|include|description)$/;

/** Columns `stats:<id>:label`, `:value`, `:include` and `:description`; only what is to be included is kept. */
function statsOf(row: CatalogRow): Record<string, CatalogStat> {
  const fields = new Map<string, Record<string, Value>>();
  for (const [name, value] of Object.entries(row)) {
    const [, id, field] = STAT_FIELD.exec(name) ?? [];
    if (id === undefined || field === undefined) continue;
    fields.set(id, { ...fields.get(id), [field]: value });
  }
  const stats: Record<string, CatalogStat> = {};
  for (const [id, { label, value, include, description }] of fields) {
    if (include === true) stats[id] = { id, label, value, include, description };
  }
  stats['has_stats'] = {
    id: 'has_stats',
    label: 'Has Stats?',
    value: Object.keys(stats).length > 0,
    include: false,
    description: 'Indicates whether there are statistics for this table',
  };
  return stats;
}
