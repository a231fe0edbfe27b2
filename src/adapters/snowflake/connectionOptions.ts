import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { ConnectionOptions } from 'snowflake-sdk';
import { XformError } from '../../errors/error.js';
import { pyStr } from '../../jinja/values/text.js';
import type { Value } from '../../jinja/values/types.js';
import type { SnowflakeCredentials } from './credentials.js';

/** Seconds that the client goes on trying one request; its own default is five minutes. */
const RETRY_SECONDS = 60;

/** The client's options for a profile. Throws XformError('profile') for a key that cannot be read. */
export function connectionOptions(settings: SnowflakeCredentials, cwd: string): ConnectionOptions {
  const options: Record<string, unknown> = {
    account: settings.account,
    username: settings.user ?? undefined,
    password: settings.password ?? undefined,
    database: settings.database,
    schema: settings.schema,
    warehouse: settings.warehouse ?? undefined,
    role: settings.role ?? undefined,
    token: settings.token ?? undefined,
    oauthClientId: settings.oauth_client_id ?? undefined,
    oauthClientSecret: settings.oauth_client_secret ?? undefined,
    proxyHost: settings.proxy_host ?? undefined,
    proxyPort: settings.proxy_port ?? undefined,
    workloadIdentityProvider: settings['workload_identity_provider'] ?? undefined,
    clientSessionKeepAlive: settings.client_session_keep_alive,
    application: 'xform',
    queryTag: settings.query_tag ?? undefined,
    timeout: (settings.connect_timeout ?? RETRY_SECONDS) * 1000,
    retryTimeout: RETRY_SECONDS,
    disableOCSPChecks: settings.insecure_mode || undefined,
    ...authentication(settings, cwd),
    ...address(settings),
  };
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as ConnectionOptions;
}

function authentication(settings: SnowflakeCredentials, cwd: string): Record<string, unknown> {
  const authenticator = settings.authenticator?.toUpperCase();
  if (settings.private_key_path !== null || settings.private_key !== null) {
    return { authenticator: 'SNOWFLAKE_JWT', privateKey: privateKey(settings, cwd) };
  }
  // A URL is that of an Okta account and stays as it is.
  const isUrl = authenticator?.startsWith('HTTPS://');
  return { authenticator: isUrl ? settings.authenticator : authenticator };
}

/** Another address than the account's own, for private links and tests. */
function address({ host, port, protocol }: SnowflakeCredentials): Record<string, unknown> {
  if (host === null) return {};
  const scheme = protocol ?? 'https';
  const suffix = port === null ? '' : `:${port}`;
  return { host, port: port ?? undefined, protocol: scheme, accessUrl: `${scheme}://${host}${suffix}` };
}

/** Sets what the profile says of the session beyond its tag, which goes with the log-in; undefined: nothing. */
export function sessionSql(settings: SnowflakeCredentials): string | undefined {
  const parameters = new Map(Object.entries(settings.session_parameters ?? {}));
  if (settings.statement_timeout !== null)
    parameters.set('STATEMENT_TIMEOUT_IN_SECONDS', settings.statement_timeout);
  if (parameters.size === 0) return undefined;
  const changes = [...parameters].map(([name, value]) => {
    if (!/^\w+$/.test(name)) {
      throw new XformError('profile', `\`session_parameters\`: '${name}' is not the name of a parameter`);
    }
    return `${name.toUpperCase()} = ${parameterText(value)}`;
  });
  return `alter session set ${changes.join(' ')}`;
}

/** What undoes a model's own warehouse and query tag. */
export function restoringSql({ warehouse, query_tag: tag }: SnowflakeCredentials): string[] {
  const statements = [
    tag === null ? 'alter session unset query_tag' : `alter session set query_tag = ${parameterText(tag)}`,
  ];
  if (warehouse !== null) statements.push(`use warehouse ${warehouse}`);
  return statements;
}

function parameterText(value: Value): string {
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return String(value);
  return `'${pyStr(value).replaceAll("'", "''")}'`;
}

/** PKCS#8 text without a passphrase, from PEM or from the base64 of DER. */
function privateKey(settings: SnowflakeCredentials, cwd: string): string {
  const { private_key_path: path, private_key: text, private_key_passphrase: passphrase } = settings;
  try {
    const content =
      path === null ? keyBytes(text!) : readFileSync(resolve(cwd, path.replace(/^~(?=\/)/, homedir())));
    const isPem = content.includes('-----BEGIN');
    const key = createPrivateKey({
      key: content,
      ...(isPem ? { format: 'pem' } : { format: 'der', type: 'pkcs8' }),
      passphrase: passphrase ?? undefined,
    });
    return key.export({ format: 'pem', type: 'pkcs8' }) as string;
  } catch (error) {
    const { code } = error as { code?: string };
    const what = path === null ? '`private_key`' : `\`private_key_path\`: ${path}`;
    const reason = code === 'ENOENT' ? 'there is no such file' : 'it is not a private key that can be read';
    throw new XformError('profile', `${what}: ${reason}`, {
      hint: 'It is a PKCS#8 key in PEM (or the base64 of DER); an encrypted one needs `private_key_passphrase`.',
      cause: error,
    });
  }
}

function keyBytes(text: string): Buffer {
  return text.includes('-----BEGIN') ? Buffer.from(text) : Buffer.from(text, 'base64');
}
