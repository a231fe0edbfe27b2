import type { Connection, Credentials, Driver } from '../types.js';
import { TrinoConnection } from './connection.js';
import { trinoCredentials } from './credentials.js';
import { TrinoSession } from './session.js';
import { createTransport } from './transport.js';

/** Sessions over one pool of HTTP connections. Opening one asks nothing of the server. */
export async function createTrinoDriver(credentials: Credentials): Promise<Driver> {
  const settings = trinoCredentials(credentials);
  const transport = createTransport(settings);
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  const server = `${settings.http_scheme ?? 'http'}://${host}:${settings.port}`;
  const connections = new Set<TrinoConnection>();

  return {
    async connect(): Promise<Connection> {
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
