import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Connection, Credentials, Driver } from '../types.js';
import { PostgresConnection } from './connection.js';
import { type PostgresCredentials, postgresCredentials } from './credentials.js';
import { isTransient } from './errors.js';
import { type TlsAttempt, tlsAttempts } from './tls.js';
import { textParsers } from './values.js';

/** Some server code hears no request; closing goes on without it. */
const CANCEL_LIMIT_MS = 10_000;

/** Opens a session a slot. */
export async function createPostgresDriver(credentials: Credentials): Promise<Driver> {
  const settings = postgresCredentials(credentials);
  const connections = new Set<PostgresConnection>();
  let attempts = tlsAttempts(settings);

  async function connectClient(): Promise<pg.Client> {
    for (let retry = 0; ; retry++) {
      try {
        const { client, tls } = await connectOnce(settings, attempts);
        attempts = [tls];
        return client;
      } catch (error) {
        if (retry >= settings.retries || !isTransient(error)) throw error;
        await delay(Math.min(2 ** retry, 30) * 500);
      }
    }
  }

  /** The server forgets a request that comes before the statement has reached it, so one is not enough. */
  async function cancel(processId: number, isRunning: () => boolean): Promise<void> {
    const client = await connectClient();
    try {
      const end = performance.now() + CANCEL_LIMIT_MS;
      for (let pause = 10; isRunning() && performance.now() < end; pause = Math.min(2 * pause, 500)) {
        await client.query('select pg_cancel_backend($1)', [processId]);
        await delay(pause);
      }
    } finally {
      await client.end();
    }
  }

  return {
    async connect(): Promise<Connection> {
      const client = await connectClient();
      const connection = new PostgresConnection(client, {
        cancel,
        autocommit: settings.autocommit,
        onClose: () => connections.delete(connection),
      });
      connections.add(connection);
      return connection;
    },
    async close() {
      await Promise.all([...connections].map((connection) => connection.close()));
    },
  };
}

/** The first way of `attempts` that the server accepts. */
async function connectOnce(
  settings: PostgresCredentials,
  attempts: readonly TlsAttempt[],
): Promise<{ readonly client: pg.Client; readonly tls: TlsAttempt }> {
  let failure: unknown;
  for (const tls of attempts) {
    const client = new pg.Client(clientConfig(settings, tls));
    try {
      await client.connect();
      await client.query(sessionSql(settings));
      return { client, tls };
    } catch (error) {
      if (failure === undefined || !/does not support SSL/.test(String(error))) failure = error;
      await client.end().catch(() => undefined);
      if (!isAboutTls(error)) throw error;
    }
  }
  throw failure;
}

function isAboutTls(error: unknown): boolean {
  const { message = '', code = '' } = error as { message?: string; code?: string };
  // 28000: pg_hba.conf has no entry for this host with (or without) encryption.
  return (
    /does not support SSL|SSL|TLS|certificate/i.test(message) || code === '28000' || /no pg_hba/.test(message)
  );
}

function clientConfig(settings: PostgresCredentials, tls: TlsAttempt): pg.ClientConfig {
  return {
    host: settings.host,
    port: settings.port,
    user: settings.user,
    password: settings.password ?? undefined,
    database: settings.database,
    ssl: tls,
    connectionTimeoutMillis: settings.connect_timeout * 1000,
    keepAlive: true,
    keepAliveInitialDelayMillis: settings.keepalives_idle * 1000,
    application_name: settings.application_name ?? undefined,
    options: settings.search_path
      ? `-c search_path=${settings.search_path.replaceAll(' ', '\\ ')}`
      : undefined,
    types: textParsers,
  };
}

/** Text formats that values.ts reads, and the role to work as. */
function sessionSql(settings: PostgresCredentials): string {
  const statements = [
    "set datestyle to 'ISO'",
    "set intervalstyle to 'postgres'",
    "set bytea_output to 'hex'",
  ];
  if (settings.role) statements.push(`set role ${roleName(settings.role)}`);
  return statements.join('; ');
}

/** As it stands in the profile: a plain name in any case, or one with its own quotes; all else is quoted. */
function roleName(role: string): string {
  return /^(\p{L}|_)[\p{L}\d_$]*$|^"[^"]+"$/u.test(role) ? role : pg.escapeIdentifier(role);
}
