import { XformError } from '../../errors/error.js';
import type { Value } from '../../jinja/values/types.js';
import type { CredentialField, Credentials } from '../types.js';

export const credentialFields: readonly CredentialField[] = [
  { name: 'method', type: 'string', default: 'thrift', connectionInfo: true },
  { name: 'host', type: 'string', required: true, connectionInfo: true },
  { name: 'port', type: 'int', default: 10000, connectionInfo: true },
  { name: 'user', type: 'string', default: null, connectionInfo: true },
  { name: 'password', type: 'string', aliases: ['pass'], default: null, secret: true },
  { name: 'token', type: 'string', default: null, secret: true },
  { name: 'database', type: 'string', default: null },
  { name: 'schema', type: 'string', required: true, connectionInfo: true },
  { name: 'auth', type: 'string', default: null, connectionInfo: true },
  { name: 'use_ssl', type: 'bool', default: false, connectionInfo: true },
  { name: 'ssl_ca', type: 'string', default: null, connectionInfo: true },
  { name: 'ssl_verify', type: 'bool', default: true, connectionInfo: true },
  { name: 'http_path', type: 'string', default: '/cliservice', connectionInfo: true },
  { name: 'connect_retries', type: 'int', default: 0, connectionInfo: true },
  { name: 'connect_timeout', type: 'int', default: 10, connectionInfo: true },
  { name: 'query_timeout', type: 'int', default: null, connectionInfo: true },
  { name: 'server_side_parameters', type: 'dict', default: null },
];

export interface SparkCredentials {
  readonly method: 'thrift' | 'http';
  readonly host: string;
  readonly port: number;
  readonly user: string | null;
  readonly password: string | null;
  readonly token: string | null;
  readonly schema: string;
  readonly auth: string | null;
  readonly use_ssl: boolean;
  readonly ssl_ca: string | null;
  /** Whether the server's certificate has to be trusted and of its host. */
  readonly ssl_verify: boolean;
  readonly http_path: string;
  /** Further attempts to connect. */
  readonly connect_retries: number;
  /** Seconds: to connect, and between attempts. */
  readonly connect_timeout: number;
  /** Seconds that a statement may take; null: as long as it needs. */
  readonly query_timeout: number | null;
  /** Settings of each session. */
  readonly server_side_parameters: Readonly<Record<string, Value>> | null;
}

export function sparkCredentials(credentials: Credentials): SparkCredentials {
  return credentials as unknown as SparkCredentials;
}

const METHODS: readonly Value[] = ['thrift', 'http'];
const AUTHS: readonly Value[] = ['NONE', 'NOSASL', 'LDAP', 'PLAIN', 'CUSTOM'];

/** Checks that go beyond types. Throws XformError('profile'). */
export function resolveCredentials(given: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  const { method = 'thrift', auth, database, schema } = given;
  if (!METHODS.includes(method)) {
    throw new XformError('profile', `\`method: ${method}\` is not a way to reach Spark that xform knows`, {
      hint: `Use one of ${METHODS.join(', ')}: both speak to a Thrift server.`,
    });
  }
  if (auth && !AUTHS.includes(String(auth).toUpperCase())) {
    throw new XformError('profile', `\`auth: ${auth}\` is not a way to log in to Spark that xform knows`, {
      hint: `Use one of ${AUTHS.join(', ')}, or leave it out.`,
    });
  }
  if (database && database !== schema) {
    throw new XformError('profile', '`database` and `schema` are the same thing in Spark', {
      hint: 'Leave `database` out of the target in profiles.yml.',
    });
  }
  return { ...given, database: null };
}
