import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { XformError } from '../../errors/error.js';
import { pyStr } from '../../jinja/values/text.js';
import type { Connection, Credentials, Driver } from '../types.js';
import { SparkConnection } from './connection.js';
import { type SparkCredentials, sparkCredentials } from './credentials.js';
import { isNetworkError } from './errors.js';
import type { HiveSession } from './session.js';

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
  let failure: Error | undefined;
  client.on('error', (error: Error) => {
    failure ??= error;
  });
  client.on('close', () => {
    failure ??= Object.assign(new Error('the connection was closed'), { code: 'ECONNRESET' });
  });
  const isHttp = settings.method === 'http';
  await within(
    settings,
    client.connect(
      { host: settings.host, port: settings.port, options: connectionOptions(settings) },
      isHttp ? new hive.connections.HttpConnection() : new hive.connections.TcpConnection(),
      authentication(settings, hive.auth),
    ),
    () => failure,
  );
  const session = (await within(
    settings,
    client.openSession({
      client_protocol: types.TProtocolVersion.HIVE_CLI_SERVICE_PROTOCOL_V8,
      username: settings.user ?? 'xform',
      configuration: parametersOf(settings),
    }),
    () => failure,
  )) as unknown as HiveSession;
  return new SparkConnection({
    session,
    queryTimeout: settings.query_timeout,
    failure: () => failure,
    async close() {
      if (failure === undefined) await session.close().catch(() => undefined);
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

/** The client reports a broken connection beside its promises, which then never end. */
async function within<T>(
  settings: SparkCredentials,
  work: Promise<T>,
  failure: () => Error | undefined,
): Promise<T> {
  const until = Date.now() + settings.connect_timeout * 1000;
  let over = false;
  const watch = (async () => {
    while (!over) {
      const error = failure();
      if (error !== undefined) throw error;
      if (Date.now() > until) throw Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' });
      await delay(20);
    }
    return undefined as never;
  })();
  work.catch(() => undefined);
  try {
    return await Promise.race([work, watch]);
  } finally {
    over = true;
    watch.catch(() => undefined);
  }
}
