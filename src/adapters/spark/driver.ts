import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { XformError } from '../../errors/error.js';
import { pyStr } from '../../jinja/values/text.js';
import type { Connection, Credentials, Driver } from '../types.js';
import { SparkConnection } from './connection.js';
import { type SparkCredentials, sparkCredentials } from './credentials.js';
import { isNetworkError } from './errors.js';
import type { HiveSession } from './session.js';
import { watchWire, within } from './wire.js';

/** Opens a session of the Thrift server a slot. */
export async function createSparkDriver(credentials: Credentials): Promise<Driver> {
  const settings = sparkCredentials(credentials);
  const connections = new Set<SparkConnection>();

  return {
    async connect(): Promise<Connection> {
      for (let attempt = 0; ; attempt++) {
        try {
          const connection = await open(settings);
          connections.add(connection);
          return connection;
        } catch (error) {
          if (attempt >= settings.connect_retries || !isNetworkError(error)) throw error;
          await delay(settings.connect_timeout * 1000);
        }
      }
    },
    async close() {
      await Promise.all([...connections].map((connection) => connection.close()));
    },
  };
}

async function open(settings: SparkCredentials): Promise<SparkConnection> {
  const hive = await import('hive-driver');
  const { TCLIService, TCLIService_types: types } = hive.thrift;
  const client = new hive.HiveClient(TCLIService, types);
  const wire = watchWire(client);
  const isHttp = settings.method === 'http';
  const { host, port, connect_timeout: seconds } = settings;
  const connecting = client.connect(
    { host, port, options: connectionOptions(settings) },
    isHttp ? new hive.connections.HttpConnection() : new hive.connections.TcpConnection(),
    authentication(settings, hive.auth),
  );
  await within(seconds, wire.guard(connecting));
  const opening = client.openSession({
    client_protocol: types.TProtocolVersion.HIVE_CLI_SERVICE_PROTOCOL_V8,
    username: settings.user ?? 'xform',
    configuration: parametersOf(settings),
  });
  const session = (await within(seconds, wire.guard(opening))) as unknown as HiveSession;
  return new SparkConnection({
    session,
    queryTimeout: settings.query_timeout,
    wire,
    async close() {
      if (wire.failure() === undefined) await wire.guard(session.close()).catch(() => undefined);
      client.close();
    },
  });
}

type Auth = typeof import('hive-driver')['auth'];

function authentication(settings: SparkCredentials, auth: Auth) {
  const login = {
    username: settings.user ?? 'xform',
    password: settings.token ?? settings.password ?? 'none',
  };
  if (settings.method === 'http') return new auth.PlainHttpAuthentication(login);
  return settings.auth?.toUpperCase() === 'NOSASL'
    ? new auth.NoSaslAuthentication()
    : new auth.PlainTcpAuthentication(login);
}

function connectionOptions(settings: SparkCredentials): Record<string, unknown> {
  // The client trusts every certificate unless it is told not to, over TCP and over HTTP each in its own way.
  const trust = { rejectUnauthorized: settings.ssl_verify };
  const tls = settings.use_ssl
    ? {
        ...{ ssl: true, https: true, ...trust, nodeOptions: trust },
        ...(settings.ssl_ca ? { ca: readCa(settings.ssl_ca) } : {}),
      }
    : {};
  return { ...tls, ...(settings.method === 'http' ? { path: settings.http_path } : {}) };
}

function readCa(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new XformError('profile', `\`ssl_ca\`: the file ${path} cannot be read`);
  }
}

/** Settings of the session; the schema is named in each statement. */
function parametersOf(settings: SparkCredentials): Record<string, string> {
  const given = Object.entries(settings.server_side_parameters ?? {});
  return Object.fromEntries(
    given.map(([name, value]) => [name, typeof value === 'boolean' ? String(value) : pyStr(value)]),
  );
}
