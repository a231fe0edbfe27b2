import { XformError } from '../../errors/error.js';
import type { Value } from '../../jinja/values/types.js';
import type { CredentialField, Credentials } from '../types.js';

export const credentialFields: readonly CredentialField[] = [
  { name: 'method', type: 'string', default: 'none', connectionInfo: true },
  { name: 'host', type: 'string', required: true, connectionInfo: true },
  { name: 'port', type: 'int', default: 8080, connectionInfo: true },
  { name: 'user', type: 'string', default: null, connectionInfo: true },
  { name: 'impersonation_user', type: 'string', default: null, connectionInfo: true },
  { name: 'password', type: 'string', aliases: ['pass'], default: null, secret: true },
  { name: 'jwt_token', type: 'string', default: null, secret: true },
  { name: 'client_certificate', type: 'string', default: null, connectionInfo: true },
  { name: 'client_private_key', type: 'string', default: null, secret: true },
  { name: 'database', type: 'string', aliases: ['catalog'], required: true, connectionInfo: true },
  { name: 'schema', type: 'string', required: true, connectionInfo: true },
  { name: 'http_scheme', type: 'string', default: null, connectionInfo: true },
  { name: 'http_headers', type: 'dict', default: null, secret: true },
  { name: 'cert', type: 'any', default: null, connectionInfo: true },
  { name: 'suppress_cert_warning', type: 'bool', default: null },
  { name: 'session_properties', type: 'dict', default: null, connectionInfo: true },
  { name: 'roles', type: 'dict', default: null, connectionInfo: true },
  { name: 'client_tags', type: 'list', default: null, connectionInfo: true },
  { name: 'source', type: 'string', default: 'xform', connectionInfo: true },
  { name: 'timezone', type: 'string', default: null, connectionInfo: true },
  { name: 'retries', type: 'int', default: 3, connectionInfo: true },
  { name: 'connect_timeout', type: 'int', default: 30, connectionInfo: true },
  { name: 'prepared_statements_enabled', type: 'bool', default: true, connectionInfo: true },
  { name: 'encoding', type: 'string', default: null, connectionInfo: true },
];

export interface TrinoCredentials {
  readonly method: string;
  readonly host: string;
  readonly port: number;
  readonly user: string | null;
  readonly impersonation_user: string | null;
  readonly password: string | null;
  readonly jwt_token: string | null;
  readonly client_certificate: string | null;
  readonly client_private_key: string | null;
  /** The catalog. */
  readonly database: string;
  readonly schema: string;
  readonly http_scheme: 'http' | 'https' | null;
  readonly http_headers: Readonly<Record<string, Value>> | null;
  /** Path of a file of trusted certificates; false: the server's is not checked. */
  readonly cert: string | boolean | null;
  readonly session_properties: Readonly<Record<string, Value>> | null;
  readonly roles: Readonly<Record<string, Value>> | null;
  readonly client_tags: readonly string[] | null;
  readonly source: string;
  readonly timezone: string | null;
  /** Further attempts at a request that the server or the network did not answer. */
  readonly retries: number;
  /** Seconds. */
  readonly connect_timeout: number;
  /** Values of `?` go to the server beside the statement; false: they are written into it. */
  readonly prepared_statements_enabled: boolean;
  /** Encoding of spooled results (`json`); null: all rows come from the coordinator. */
  readonly encoding: string | null;
}

export function trinoCredentials(credentials: Credentials): TrinoCredentials {
  return credentials as unknown as TrinoCredentials;
}

/** What each way of logging in needs. */
const METHODS: Readonly<Record<string, { readonly needs: readonly string[]; readonly scheme: string }>> = {
  none: { needs: ['user'], scheme: 'http' },
  ldap: { needs: ['user', 'password'], scheme: 'https' },
  jwt: { needs: ['jwt_token'], scheme: 'https' },
  certificate: { needs: ['client_certificate', 'client_private_key'], scheme: 'https' },
};

/** Ways to log in that dbt-trino has and xform has not. */
const OTHER_METHODS: readonly Value[] = ['oauth', 'oauth_console', 'kerberos', 'gssapi'];

const SCHEMES: readonly Value[] = ['http', 'https'];

/** Checks that go beyond types; fills in the scheme of the login method. Throws XformError('profile'). */
export function resolveCredentials(given: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  const name: Value = given['method'] ?? 'none';
  const method = typeof name === 'string' && Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (OTHER_METHODS.includes(name)) {
    throw new XformError('profile', `\`method: ${name}\`: xform does not log in to Trino by this way`, {
      hint: 'Use `method: jwt` with a token from the identity provider, `ldap` or `certificate`.',
    });
  }
  if (method === undefined) {
    throw new XformError('profile', `\`method: ${name}\` is not a way to log in to Trino that xform knows`, {
      hint: `Use one of ${Object.keys(METHODS).join(', ')}.`,
    });
  }
  const missing = method.needs.filter((field) => !given[field]);
  if (missing.length > 0) {
    throw new XformError(
      'profile',
      `\`method: ${name}\` needs ${missing.map((field) => `\`${field}\``).join(' and ')}`,
      {
        hint: 'Add what is missing to the target in profiles.yml.',
      },
    );
  }
  const scheme = given['http_scheme'] ?? method.scheme;
  if (!SCHEMES.includes(scheme)) {
    throw new XformError('profile', `\`http_scheme: ${scheme}\` is neither http nor https`);
  }
  if (name !== 'none' && scheme === 'http') {
    throw new XformError('profile', `\`method: ${name}\` over http would send the login in the clear`, {
      hint: 'Set `http_scheme: https`, or leave it out.',
    });
  }
  if (given['encoding'] && given['encoding'] !== 'json') {
    throw new XformError('profile', `\`encoding: ${given['encoding']}\` is not one that xform reads`, {
      hint: 'Use `json`, or leave it out.',
    });
  }
  return { ...given, http_scheme: scheme };
}
