import { setTimeout as delay } from 'node:timers/promises';
import type { Connection as SdkConnection } from 'snowflake-sdk';
import type { Connection, Credentials, Driver, DriverOptions } from '../types.js';
import { SnowflakeConnection } from './connection.js';
import { connectionOptions, restoringSql, sessionSql } from './connectionOptions.js';
import { snowflakeCredentials } from './credentials.js';
import { isTransient } from './errors.js';
import { loadSdk } from './loadSdk.js';

/** For a log-in, which may be one in a browser. */
const LOGIN_SECONDS = 120;

/** Its promise resolves also where the log-in failed; the callback tells. Browser log-ins exist only in this form. */
function connect(client: SdkConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    client.connectAsync((error) => (error ? reject(error) : resolve())).catch(reject);
  });
}

/** The client itself goes on trying an unknown host for minutes. */
async function withTimeLimit(client: SdkConnection, seconds: number): Promise<void> {
  const limit = new AbortController();
  const late = delay(seconds * 1000, undefined, { signal: limit.signal, ref: false }).then(() => {
    throw Object.assign(new Error(`no answer within ${seconds} seconds`), { code: 'ETIMEDOUT' });
  });
  late.catch(() => undefined);
  try {
    await Promise.race([connect(client), late]);
  } finally {
    limit.abort();
  }
}

/** Logs in once a slot. */
export async function createSnowflakeDriver(
  credentials: Credentials,
  options: DriverOptions,
): Promise<Driver> {
  const sdk = await loadSdk();
  const settings = snowflakeCredentials(credentials);
  const loginOptions = connectionOptions(settings, options.cwd);
  const setup = sessionSql(settings);
  const connections = new Set<SnowflakeConnection>();

  async function logIn(): Promise<SdkConnection> {
    for (let retry = 0; ; retry++) {
      const client = sdk.createConnection(loginOptions);
      try {
        await withTimeLimit(client, settings.connect_timeout ?? LOGIN_SECONDS);
        return client;
      } catch (error) {
        const again = settings.retry_all || isTransient(error);
        if (retry >= settings.connect_retries || !again) throw error;
        await delay(Math.min(2 ** retry, 30) * 500);
      }
    }
  }

  return {
    async connect(): Promise<Connection> {
      const connection = new SnowflakeConnection(await logIn(), {
        retries: settings.retry_on_database_errors || settings.retry_all ? settings.connect_retries : 0,
        restore: restoringSql(settings),
        onClose: () => connections.delete(connection),
      });
      connections.add(connection);
      if (setup !== undefined) await connection.execute(setup);
      return connection;
    },
    async close() {
      await Promise.all([...connections].map((connection) => connection.close()));
    },
  };
}
