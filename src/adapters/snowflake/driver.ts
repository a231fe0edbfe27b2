import { setTimeout as delay } from 'node:timers/promises';
import type { Connection as SdkConnection } from 'snowflake-sdk';
import type { Connection, Credentials, Driver, DriverOptions } from '../types.js';
import { SnowflakeConnection } from './connection.js';
import { connectionOptions } from './connectionOptions.js';
import { snowflakeCredentials } from './credentials.js';
import { isTransient } from './errors.js';
import { loadSdk } from './loadSdk.js';

/** Logs in once a slot. */
export async function createSnowflakeDriver(
  credentials: Credentials,
  options: DriverOptions,
): Promise<Driver> {
  const sdk = await loadSdk();
  const settings = snowflakeCredentials(credentials);
  const loginOptions = connectionOptions(settings, options.cwd);
  const connections = new Set<SnowflakeConnection>();

  async function logIn(): Promise<SdkConnection> {
    for (let retry = 0; ; retry++) {
      const client = sdk.createConnection(loginOptions);
      try {
        // Browser log-ins exist only in this form.
        await client.connectAsync();
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
