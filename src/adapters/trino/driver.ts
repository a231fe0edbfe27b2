import type { Connection, Credentials, Driver } from '../types.js';
import { TrinoConnection } from './connection.js';
import { trinoCredentials } from './credentials.js';
import { sendWithRetry } from './retry.js';
import { TrinoSession } from './session.js';
import { createTransport } from './transport.js';

/** Sessions over one pool of HTTP connections. The first one finds out whether there is a server. */
export async function createTrinoDriver(credentials: Credentials): Promise<Driver> {
  const settings = trinoCredentials(credentials);
  const transport = createTransport(settings);
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  const server = `${settings.http_scheme ?? 'http'}://${host}:${settings.port}`;
  const connections = new Set<TrinoConnection>();

  let reached: Promise<unknown> | undefined;

  /** Any answer will do; what is refused is told by the statement that is. */
  function reach(): Promise<unknown> {
    reached ??= sendWithRetry(
      transport,
      { method: 'GET', url: `${server}/v1/info` },
      { retries: settings.retries, repeatable: true },
    ).catch((error: unknown) => {
      reached = undefined;
      throw error;
    });
    return reached;
  }

  return {
    async connect(): Promise<Connection> {
      await reach();
      const connection = new TrinoConnection({
        transport,
        server,
        session: new TrinoSession(settings),
        retries: settings.retries,
        prepared: settings.prepared_statements_enabled,
      });
      connections.add(connection);
      return connection;
    },
    async close() {
      await Promise.all([...connections].map((connection) => connection.close()));
      transport.close();
    },
  };
}
