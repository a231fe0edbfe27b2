import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface RelationState {
  readonly kind: string;
  readonly columns: readonly (readonly [string, string])[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** As record.py writes it. */
export interface State {
  readonly relations: Readonly<Record<string, RelationState>>;
  readonly constraints: readonly string[];
  readonly indexes: readonly string[];
  readonly comments: readonly string[];
}

const LISTS = {
  constraints: `select schema_name || '.' || table_name || ': ' || constraint_text from duckdb_constraints()`,
  indexes: `select schema_name || '.' || table_name || ': ' || is_unique || expressions from duckdb_indexes()`,
  comments: `select schema_name || '.' || table_name || ': ' || comment from duckdb_tables() where comment is not null
    union all select schema_name || '.' || view_name || ': ' || comment from duckdb_views() where comment is not null
    union all select table_name || '.' || column_name || ': ' || comment from duckdb_columns() where comment is not null`,
};

/** A process of its own, in the project's folder: views over external files name them relatively. */
const READER = `
const { DuckDBInstance } = require(process.argv[2]);
(async () => {
  const instance = await DuckDBInstance.create(process.argv[3], { access_mode: 'READ_ONLY' });
  const con = await instance.connect();
  const rows = async (sql) => (await con.runAndReadAll(sql)).getRowsJson();
  const relations = {};
  const found = await rows('select table_schema, table_name, table_type from information_schema.tables');
  for (const [schema, name, kind] of found) {
    const of = JSON.stringify(schema) + '.' + JSON.stringify(name);
    const columns = (await rows('describe ' + of)).map((row) => [row[0], row[1]]);
    const cells = columns.map(([column]) => 'cast(' + JSON.stringify(column) + ' as varchar)').join(', ');
    relations[schema + '.' + name] = { kind, columns, rows: await rows('select ' + cells + ' from ' + of) };
  }
  const lists = {};
  for (const [key, sql] of Object.entries(JSON.parse(process.argv[4]))) {
    lists[key] = (await rows(sql)).map((row) => row[0]);
  }
  process.stdout.write(JSON.stringify({ relations, ...lists }));
  con.closeSync();
  instance.closeSync();
})();`;

function pythonJson(cells: readonly unknown[]): string {
  return `[${cells.map((cell) => JSON.stringify(cell)).join(', ')}]`;
}

function maskRow(row: readonly (string | null)[]): (string | null)[] {
  const masked = row.map((cell) =>
    cell !== null && /^20(2[5-9]|[3-8]\d)-\d\d-\d\d \d\d:/.test(cell) ? 'NOW' : cell,
  );
  return masked.includes('NOW')
    ? masked.map((cell) => (cell !== null && /^[0-9a-f]{32}$/.test(cell) ? 'MD5' : cell))
    : masked;
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** All relations of a DuckDB file, with what depends on the hour of the run masked. */
export async function readState(folder: string, file: string): Promise<State> {
  const script = join(folder, '.readState.cjs');
  writeFileSync(script, READER);
  const args = [script, require.resolve('@duckdb/node-api'), file, JSON.stringify(LISTS)];
  const state = JSON.parse(execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })) as State;
  const relations = Object.entries(state.relations).map(([name, relation]) => {
    const rows = relation.rows.map(maskRow).sort((a, b) => compareText(pythonJson(a), pythonJson(b)));
    return [name, { ...relation, rows }];
  });
  return {
    relations: Object.fromEntries(relations),
    constraints: [...state.constraints].sort(compareText),
    indexes: [...state.indexes].sort(compareText),
    comments: [...state.comments].sort(compareText),
  };
}
