import type { Value } from '../../jinja/values/types.js';
import type { RelationCache } from '../cache.js';
import type { AdapterSession } from '../types.js';

/** What is asked of the catalogue once in a run; it belongs to the run's relation cache. */
interface CatalogFacts {
  /** Kinds of keys by table, for each schema that was asked for. */
  readonly keys: Map<string, Promise<ReadonlyMap<string, readonly string[]>>>;
  databases?: Promise<ReadonlyMap<string, string>>;
  readonly warned: Set<string>;
}

const factsOf = new WeakMap<RelationCache, CatalogFacts>();

function catalogFacts(session: AdapterSession): CatalogFacts {
  let facts = factsOf.get(session.cache);
  if (facts === undefined) factsOf.set(session.cache, (facts = { keys: new Map(), warned: new Set() }));
  return facts;
}

/** Keys that a table had when the run first looked: `primary_key`, `unique`, `foreign_key`. */
export async function keyConstraintTypes(
  session: AdapterSession,
  relation: Value,
): Promise<readonly string[]> {
  const { keys } = catalogFacts(session);
  const schema = `${relation.database}.${relation.schema}`.toLowerCase();
  let byTable = keys.get(schema);
  if (byTable === undefined) {
    byTable = readKeys(session, relation);
    keys.set(schema, byTable);
    byTable.catch(() => keys.delete(schema));
  }
  return [...((await byTable).get(String(relation.identifier).toLowerCase()) ?? [])];
}

async function readKeys(
  session: AdapterSession,
  relation: Value,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await session.connection.execute(
    `select distinct lower(table_name), lower(replace(constraint_type, ' ', '_')) from duckdb_constraints()
     where lower(database_name) = lower($1) and lower(schema_name) = lower($2)
       and constraint_type in ('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY')`,
    { fetch: true, bindings: [relation.database ?? session.credentials.database, relation.schema] },
  );
  const byTable = new Map<string, string[]>();
  for (const [table, type] of rows) byTable.set(table, [...(byTable.get(table) ?? []), type]);
  return byTable;
}

/** Whether a database is DuckDB's own (attached ones of other systems have no foreign keys). */
export async function isDuckDbCatalog(session: AdapterSession, database: Value): Promise<boolean> {
  const facts = catalogFacts(session);
  facts.databases ??= session.connection
    .execute('select lower(database_name), type from duckdb_databases()', { fetch: true })
    .then(({ rows }) => new Map(rows.map(([name, type]) => [name, type])));
  const databases = await facts.databases.catch((error) => {
    facts.databases = undefined;
    throw error;
  });
  return databases.get(String(database).toLowerCase()) === 'duckdb';
}

export function warnOnce(session: AdapterSession, message: string): void {
  const { warned } = catalogFacts(session);
  if (warned.has(message)) return;
  warned.add(message);
  session.log.warn({ name: 'AdapterEventWarning', code: 'E003', msg: message, data: { base_msg: message } });
}
