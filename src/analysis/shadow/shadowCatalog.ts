import { findPlugin } from '../../adapters/registry.js';
import type { Connection, Credentials, QueryResult } from '../../adapters/types.js';
import type { BindProvider, BindResult, KnownColumn, RelationName } from '../types.js';
import { readBindError } from './bindErrors.js';

/** An in-memory DuckDB with the project's relations as empty tables, where statements are bound but never run. */
export interface ShadowCatalog extends BindProvider {
  /** Runs a statement, for templates that ask; rejects after ten seconds. */
  query(sql: string): Promise<QueryResult>;
  close(): Promise<void>;
}

export interface ShadowOptions {
  /** Names of all databases that relations are in; the first is the one unqualified names refer to. */
  readonly databases: readonly string[];
  /** Extensions to load where they are installed; nothing is fetched. */
  readonly extensions?: readonly string[];
}

const LONGEST_MS = 10_000;
const DESCRIBE = 'DESCRIBE\n';

export async function openShadowCatalog(options: ShadowOptions): Promise<ShadowCatalog> {
  const credentials = { type: 'duckdb', path: ':memory:', database: 'memory', schema: 'main', threads: 1 };
  const driver = await findPlugin('duckdb', { cwd: process.cwd() }).createDriver(credentials as Credentials, {
    threads: 1,
    cwd: process.cwd(),
  });
  const connection = await driver.connect('analysis');
  await prepare(connection, options);
  const schemas = new Set<string>();

  async function makeSchema(name: RelationName): Promise<void> {
    const text = [name.database, name.schema]
      .filter((part) => part !== null)
      .map(quoted)
      .join('.');
    if (text === '' || schemas.has(text)) return;
    await connection.execute(`create schema if not exists ${text}`);
    schemas.add(text);
  }

  return {
    async define(name, columns) {
      try {
        await makeSchema(name);
        await connection.execute(tableSql(name, columns));
        return true;
      } catch {
        return false;
      }
    },
    async drop(name) {
      await connection.execute(`drop table if exists ${nameSql(name)}`).catch(() => undefined);
    },
    async describe(sql) {
      return describe(connection, sql);
    },
    query: (sql) => withinTime(connection, connection.execute(sql, { fetch: true })),
    async close() {
      await connection.close();
      await driver.close();
    },
  };
}

async function prepare(connection: Connection, { databases, extensions = [] }: ShadowOptions): Promise<void> {
  for (const extension of extensions) {
    if (/^\w+$/.test(extension)) await connection.execute(`load ${extension}`).catch(() => undefined);
  }
  for (const database of new Set(databases)) {
    if (!/^(memory|system|temp)$/i.test(database))
      await connection.execute(`attach ':memory:' as ${quoted(database)}`);
  }
  if (databases[0] !== undefined) await connection.execute(`use ${quoted(databases[0])}`);
  await connection.execute("set memory_limit = '1GB'");
  await connection.execute('set autoinstall_known_extensions = false');
  // Binding must not read files or the network: statements come from whoever wrote the project.
  await connection.execute('set enable_external_access = false');
  await connection.execute('set errors_as_json = true');
}

async function describe(connection: Connection, sql: string): Promise<BindResult> {
  const statement = sql.replace(/[\s;]+$/, '');
  try {
    const { rows } = await connection.execute(DESCRIBE + statement, { fetch: true });
    return { columns: rows.map(([name, type]) => ({ name: String(name), type: String(type) })) };
  } catch (error) {
    return readBindError(error, DESCRIBE, statement);
  }
}

/** Stops what takes too long: templates are not worth waiting for without a warehouse. */
async function withinTime<T>(connection: Connection, running: Promise<T>): Promise<T> {
  const timer = setTimeout(() => void connection.cancel?.(), LONGEST_MS);
  try {
    return await running;
  } finally {
    clearTimeout(timer);
  }
}

function tableSql(name: RelationName, columns: readonly KnownColumn[]): string {
  const list = columns.map((column) => `${quoted(column.name)} ${column.type ?? 'varchar'}`);
  return `create or replace table ${nameSql(name)} (${list.join(', ')})`;
}

export function nameSql({ database, schema, identifier }: RelationName): string {
  return [database, schema, identifier]
    .filter((part) => part !== null)
    .map(quoted)
    .join('.');
}

export function quoted(name: string | null): string {
  return `"${(name ?? '').replaceAll('"', '""')}"`;
}
