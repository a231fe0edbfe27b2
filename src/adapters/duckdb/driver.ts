import { setTimeout as delay } from 'node:timers/promises';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Connection, Credentials, Driver, DriverOptions } from '../types.js';
import { DuckDbConnection } from './connection.js';
import { type DuckDbCredentials, databaseOfPath, duckDbCredentials, type Extension } from './credentials.js';
import { exceptionName } from './errors.js';
import { acquireInstance, canonicalPath, type SharedInstance } from './instances.js';
import {
  connectionStartup,
  databaseStartup,
  extensionsOf,
  installExtensionSql,
  loadExtensionSql,
} from './startupSql.js';

let memoryDatabases = 0;
const DEFAULT_RETRYABLE = ['IOException'];

/** Opens the profile's database once and hands out connections to it. */
export async function createDuckDbDriver(credentials: Credentials, options: DriverOptions): Promise<Driver> {
  const settings = duckDbCredentials(credentials);
  const shared = await openDatabase(settings, options.cwd);
  const connections = new Set<DuckDbConnection>();
  try {
    // Each driver asks for what its profile needs, also where another one has the file open: nothing is done twice.
    await withConnection(shared.instance, async (connection) => {
      for (const extension of extensionsOf(settings)) await loadExtension(connection, extension);
      await runAll(connection, databaseStartup(settings));
    });
  } catch (error) {
    shared.release();
    throw error;
  }
  const startup = connectionStartup(settings, databaseOfPath(settings.path));
  return {
    async connect(): Promise<Connection> {
      const raw = await shared.instance.connect();
      try {
        await runAll(raw, startup);
      } catch (error) {
        raw.closeSync();
        throw error;
      }
      const connection = new DuckDbConnection(raw, {
        disableTransactions: settings.disable_transactions === true,
        queryAttempts: settings.retries?.query_attempts ?? 1,
        retryable: settings.retries?.retryable_exceptions ?? DEFAULT_RETRYABLE,
        onClose: () => connections.delete(connection),
      });
      connections.add(connection);
      return connection;
    },
    async close() {
      await Promise.all([...connections].map((connection) => connection.close()));
      shared.release();
    },
  };
}

async function openDatabase(settings: DuckDbCredentials, cwd: string): Promise<SharedInstance> {
  const config = Object.fromEntries(
    Object.entries(settings.config_options ?? {}).map(([name, value]) => [name, String(value)]),
  );
  const inMemory = settings.path === ':memory:';
  const isFile = !inMemory && !/^[a-z][a-z0-9+.-]+:/i.test(settings.path);
  const path = isFile ? canonicalPath(settings.path, cwd) : settings.path;
  const attempts = Math.max(1, settings.retries?.connect_attempts ?? 1);
  const retryable = settings.retries?.retryable_exceptions ?? DEFAULT_RETRYABLE;
  // An in-memory database belongs to its driver alone: its key is never met again.
  const key = inMemory ? `${path} ${++memoryDatabases}` : path;
  return acquireInstance(key, async () => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await DuckDBInstance.create(path, config);
      } catch (error) {
        if (attempt >= attempts || !retryable.includes(exceptionName(error))) throw error;
        await delay(Math.min(2 ** (attempt - 1), 30) * 1000);
      }
    }
  });
}

async function withConnection(
  instance: DuckDBInstance,
  use: (connection: DuckDBConnection) => Promise<void>,
) {
  const connection = await instance.connect();
  try {
    await use(connection);
  } finally {
    connection.closeSync();
  }
}

async function runAll(connection: DuckDBConnection, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await connection.run(statement);
}

/** Loads what is there; only an extension that is missing is looked for on the network. */
async function loadExtension(connection: DuckDBConnection, extension: Extension): Promise<void> {
  const install = installExtensionSql(extension);
  try {
    await connection.run(loadExtensionSql(extension));
  } catch (error) {
    if (install === undefined) throw error;
    await connection.run(install);
    await connection.run(loadExtensionSql(extension));
  }
}
