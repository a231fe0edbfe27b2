import { XformError } from '../../errors/error.js';
import type { Value } from '../../jinja/values/types.js';
import type { CredentialField, Credentials } from '../types.js';

export const credentialFields: readonly CredentialField[] = [
  { name: 'account', type: 'string', required: true, connectionInfo: true },
  { name: 'user', type: 'string', default: null, connectionInfo: true },
  { name: 'database', type: 'string', required: true, connectionInfo: true },
  { name: 'schema', type: 'string', required: true, connectionInfo: true },
  { name: 'warehouse', type: 'string', default: null, connectionInfo: true },
  { name: 'role', type: 'string', default: null, connectionInfo: true },
  { name: 'password', type: 'string', default: null, secret: true },
  { name: 'authenticator', type: 'string', default: null, connectionInfo: true },
  { name: 'private_key', type: 'string', default: null, secret: true },
  { name: 'private_key_path', type: 'string', default: null, connectionInfo: true },
  { name: 'private_key_passphrase', type: 'string', default: null, secret: true },
  { name: 'token', type: 'string', default: null, secret: true },
  { name: 'oauth_client_id', type: 'string', default: null, connectionInfo: true },
  { name: 'oauth_client_secret', type: 'string', default: null, secret: true },
  { name: 'query_tag', type: 'string', default: null, connectionInfo: true },
  { name: 'client_session_keep_alive', type: 'bool', default: false, connectionInfo: true },
  { name: 'session_parameters', type: 'dict', default: {}, connectionInfo: true },
  { name: 'statement_timeout', type: 'int', default: null, connectionInfo: true },
  { name: 'host', type: 'string', default: null, connectionInfo: true },
  { name: 'port', type: 'int', default: null, connectionInfo: true },
  { name: 'protocol', type: 'string', default: null, connectionInfo: true },
  { name: 'proxy_host', type: 'string', default: null, connectionInfo: true },
  { name: 'proxy_port', type: 'int', default: null, connectionInfo: true },
  { name: 'connect_retries', type: 'int', default: 1, connectionInfo: true },
  { name: 'connect_timeout', type: 'int', default: null, connectionInfo: true },
  { name: 'retry_on_database_errors', type: 'bool', default: false, connectionInfo: true },
  { name: 'retry_all', type: 'bool', default: false, connectionInfo: true },
  { name: 'insecure_mode', type: 'bool', default: false, connectionInfo: true },
  { name: 'reuse_connections', type: 'bool', default: null, connectionInfo: true },
  { name: 's3_stage_vpce_dns_name', type: 'string', default: null, connectionInfo: true },
  { name: 'workload_identity_provider', type: 'string', default: null, connectionInfo: true },
  { name: 'workload_identity_entra_resource', type: 'string', default: null, connectionInfo: true },
  { name: 'platform_detection_timeout_seconds', type: 'any', default: null },
];

export interface SnowflakeCredentials extends Record<string, Value> {
  readonly account: string;
  readonly user: string | null;
  readonly database: string;
  readonly schema: string;
  readonly warehouse: string | null;
  readonly role: string | null;
  readonly password: string | null;
  readonly authenticator: string | null;
  readonly private_key: string | null;
  readonly private_key_path: string | null;
  readonly private_key_passphrase: string | null;
  readonly token: string | null;
  readonly oauth_client_id: string | null;
  readonly oauth_client_secret: string | null;
  readonly query_tag: string | null;
  readonly client_session_keep_alive: boolean;
  /** Set at login: STATEMENT_TIMEOUT_IN_SECONDS, TIMEZONE, ... */
  readonly session_parameters: Readonly<Record<string, Value>> | null;
  /** Seconds that one statement may take. */
  readonly statement_timeout: number | null;
  readonly host: string | null;
  readonly port: number | null;
  readonly protocol: string | null;
  readonly proxy_host: string | null;
  readonly proxy_port: number | null;
  /** Further attempts to log in. */
  readonly connect_retries: number;
  /** Seconds for a login. */
  readonly connect_timeout: number | null;
  readonly retry_on_database_errors: boolean;
  readonly retry_all: boolean;
  readonly insecure_mode: boolean;
}

export function snowflakeCredentials(credentials: Credentials): SnowflakeCredentials {
  return credentials as unknown as SnowflakeCredentials;
}

/** Says what is missing before anything is sent. Throws XformError('profile'). */
export function resolveCredentials(given: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  const authenticator = String(given['authenticator'] ?? 'snowflake').toLowerCase();
  const has = (name: string) =>
    given[name] !== null && given[name] !== undefined && String(given[name]) !== '';
  if (has('private_key') && has('private_key_path')) {
    throw new XformError('profile', 'The profile has both `private_key` and `private_key_path`', {
      hint: 'Keep one of the two.',
    });
  }
  if (!has('user') && !['oauth', 'workload_identity'].includes(authenticator)) {
    throw new XformError('profile', 'The profile has no `user`', {
      hint: 'Only `authenticator: oauth` and `workload_identity` know the user by themselves.',
    });
  }
  const hasKey = has('private_key') || has('private_key_path');
  if (authenticator === 'snowflake' && !has('password') && !hasKey) {
    throw new XformError('profile', 'The profile has no way to log in to Snowflake', {
      hint: 'Give `password`, `private_key_path` (or `private_key`), or an `authenticator`: externalbrowser, oauth, username_password_mfa.',
    });
  }
  if (authenticator === 'oauth' && !has('token')) {
    throw new XformError('profile', '`authenticator: oauth` needs a `token`');
  }
  // dbt takes the underscore of an account name as the hyphen that host names have.
  return { ...given, account: String(given['account'] ?? '').replaceAll('_', '-') };
}
