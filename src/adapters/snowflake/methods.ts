import type { Value } from '../../jinja/values/types.js';
import type { Relation } from '../relation.js';
import { createTable, emptyTable } from '../table.js';
import type { AdapterMethod, AdapterSession } from '../types.js';

type Row = ReadonlyMap<string, Value>;

/** Rows that one listing answers at most. */
const PAGE = 10_000;

/** All pages of a `show` statement; each begins after the last name of the one before. */
async function show(session: AdapterSession, sql: string): Promise<Row[]> {
  const all: Row[] = [];
  for (let after = ''; ; ) {
    const rows = await query(session, `${sql} limit ${PAGE}${after}`);
    all.push(...rows);
    if (rows.length < PAGE) return all;
    after = ` from '${String(rows.at(-1)!.get('name')).replaceAll("'", "''")}'`;
  }
}

async function query(session: AdapterSession, sql: string): Promise<Row[]> {
  const { columns, rows } = await session.connection.execute(sql, { fetch: true });
  return rows.map((row) => new Map(row.map((cell, i) => [columns[i]!.name.toLowerCase(), cell])));
}

function typeOf(row: Row): string {
  if (row.get('is_dynamic') === 'Y' || row.get('is_dynamic') === 'YES') return 'dynamic_table';
  const kind = String(row.get('kind') ?? '').toUpperCase();
  if (kind === 'VIEW') return 'view';
  return kind.startsWith('MATERIALIZED') ? 'materialized_view' : 'table';
}

/** A schema that does not exist has no relations. */
function isMissing(error: unknown): boolean {
  return /does not exist|02000|02001|002043|002003/.test(String((error as Error).message));
}

async function showRelations(session: AdapterSession, schema: Relation): Promise<Value> {
  const columns = ['database', 'name', 'schema', 'type'].map((name) => ({ name, type: 'TEXT' }));
  try {
    const objects = await show(session, `show objects in ${schema.render()}`);
    const functions = await query(session, `show user functions in ${schema.render()}`);
    const rows = objects.map((row) => [
      row.get('database_name'),
      row.get('name'),
      row.get('schema_name'),
      typeOf(row),
    ]);
    const database = schema.database;
    for (const row of functions) {
      rows.push([row.get('catalog_name') ?? database, row.get('name'), row.get('schema_name'), 'function']);
    }
    return createTable(columns, rows);
  } catch (error) {
    if (isMissing(error)) return createTable(columns, []);
    throw error;
  }
}

/** What templates need of `show` and of dynamic tables. */
export const methods: readonly AdapterMethod[] = [
  {
    name: 'show_schemas',
    parameters: ['database'],
    parseValue: () => emptyTable(),
    run: async (session, database) => {
      const rows = await show(session, `show terse schemas in database ${database}`);
      return createTable(
        [{ name: 'name', type: 'TEXT' }],
        rows.map((row) => [row.get('name')]),
      );
    },
  },
  {
    name: 'show_relations',
    parameters: ['schema_relation'],
    parseValue: () => emptyTable(),
    run: (session, schema) => showRelations(session, schema as Relation),
  },
  {
    name: 'describe_dynamic_table',
    parameters: ['relation'],
    parseValue: () => null,
    run: async (session, given) => {
      const relation = given as Relation;
      const name = String(relation.identifier).replaceAll("'", "''");
      const place = relation.withoutIdentifier().render();
      const rows = await query(session, `show dynamic tables like '${name}' in schema ${place}`);
      return rows.length === 0 ? null : Object.fromEntries(rows[0]!);
    },
  },
  {
    name: 'standardize_grants_dict',
    parameters: ['grants_table'],
    parseValue: () => ({}),
    run: (_session, table) => grantsOf(table),
  },
];

/** privilege -> grantees, from `show grants`: grants to roles, without the ownership that nobody configures. */
function grantsOf(table: Value): Value {
  const grants: Record<string, Value[]> = {};
  for (const row of table?.cells ?? []) {
    const at = (name: string) => row[table.columnNames.indexOf(name)];
    const privilege = String(at('privilege'));
    const isRole = ['ROLE', 'DATABASE_ROLE'].includes(at('granted_to'));
    if (isRole && privilege !== 'OWNERSHIP') (grants[privilege] ??= []).push(at('grantee_name'));
  }
  return grants;
}
