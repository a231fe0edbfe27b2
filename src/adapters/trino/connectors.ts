import type { RelationCache } from '../cache.js';
import type { AdapterSession } from '../types.js';

/** What a connector's tables can do. Names are those that macros ask for by `adapter.connector_can`. */
export const ABILITIES = [
  /** `create or replace table` */
  'replace_table',
  /** `alter table ... rename to` */
  'rename_table',
  'create_view',
  'rename_view',
  'merge',
  /** `delete` of any rows */
  'delete_rows',
  'truncate',
  'materialized_view',
  'comment',
] as const;

export type ConnectorAbility = (typeof ABILITIES)[number];

const LAKE: readonly ConnectorAbility[] = ABILITIES.filter(
  (ability) => ability !== 'materialized_view' && ability !== 'rename_view',
);
const DATABASE: readonly ConnectorAbility[] = ['rename_table', 'merge', 'delete_rows', 'truncate', 'comment'];

/** By the connector's name in system.metadata.catalogs. */
const CONNECTORS: Readonly<Record<string, readonly ConnectorAbility[]>> = {
  iceberg: ABILITIES,
  delta_lake: LAKE,
  hive: ['rename_table', 'create_view', 'rename_view', 'comment'],
  memory: ['rename_table', 'create_view', 'rename_view', 'truncate', 'comment'],
  postgresql: DATABASE,
  mysql: DATABASE,
  oracle: DATABASE,
  sqlserver: DATABASE,
  redshift: DATABASE,
};

/** Connectors that are not listed: what the most of them can do. */
const OTHERS: readonly ConnectorAbility[] = ['rename_table', 'delete_rows'];

/** Catalog (lower case) to connector, asked for once in a run. */
const catalogsOf = new WeakMap<RelationCache, Promise<ReadonlyMap<string, string>>>();

async function readCatalogs(session: AdapterSession): Promise<ReadonlyMap<string, string>> {
  const sql = 'select lower(catalog_name), connector_name from system.metadata.catalogs';
  const { rows } = await session.connection.execute(sql, { fetch: true });
  return new Map(rows.map(([catalog, connector]) => [String(catalog), String(connector)]));
}

/** The name of the catalog's connector; undefined for a catalog that the user cannot see. */
export async function findConnector(session: AdapterSession, catalog: string): Promise<string | undefined> {
  let catalogs = catalogsOf.get(session.cache);
  if (catalogs === undefined) {
    catalogs = readCatalogs(session);
    catalogsOf.set(session.cache, catalogs);
    catalogs.catch(() => catalogsOf.delete(session.cache));
  }
  return (await catalogs).get(catalog.toLowerCase());
}

export async function connectorCan(
  session: AdapterSession,
  catalog: string,
  ability: string,
): Promise<boolean> {
  const connector = (await findConnector(session, catalog)) ?? '';
  const abilities = Object.hasOwn(CONNECTORS, connector) ? CONNECTORS[connector]! : OTHERS;
  return (abilities as readonly string[]).includes(ability);
}
