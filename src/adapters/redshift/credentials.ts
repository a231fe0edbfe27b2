import { XformError } from '../../errors/error.js';
import type { Value } from '../../jinja/values/types.js';
import type { CredentialField } from '../types.js';

export const credentialFields: readonly CredentialField[] = [
  { name: 'host', type: 'string', required: true, connectionInfo: true },
  { name: 'port', type: 'int', default: 5439, connectionInfo: true },
  { name: 'user', type: 'string', default: null, connectionInfo: true },
  { name: 'password', type: 'string', aliases: ['pass'], default: null, secret: true },
  { name: 'database', type: 'string', aliases: ['dbname'], required: true, connectionInfo: true },
  { name: 'schema', type: 'string', required: true, connectionInfo: true },
  { name: 'method', type: 'string', default: 'database', connectionInfo: true },
  { name: 'sslmode', type: 'string', default: 'prefer', connectionInfo: true },
  { name: 'connect_timeout', type: 'int', default: null, connectionInfo: true },
  { name: 'tcp_keepalive', type: 'bool', default: true, connectionInfo: true },
  { name: 'tcp_keepalive_idle', type: 'int', default: null, connectionInfo: true },
  { name: 'tcp_keepalive_interval', type: 'int', default: null, connectionInfo: true },
  { name: 'tcp_keepalive_count', type: 'int', default: null, connectionInfo: true },
  { name: 'role', type: 'string', default: null, connectionInfo: true },
  { name: 'retries', type: 'int', default: 1, connectionInfo: true },
  { name: 'retry_all', type: 'bool', default: false, connectionInfo: true },
  { name: 'autocommit', type: 'bool', default: true, connectionInfo: true },
  { name: 'ra3_node', type: 'bool', default: false, connectionInfo: true },
  { name: 'query_group', type: 'string', default: null, connectionInfo: true },
  // Of the IAM methods; read so that a profile with them gets a message about the method.
  { name: 'cluster_id', type: 'string', default: null, connectionInfo: true },
  { name: 'iam_profile', type: 'string', default: null, connectionInfo: true },
  { name: 'region', type: 'string', default: null, connectionInfo: true },
  { name: 'autocreate', type: 'bool', default: false, connectionInfo: true },
  { name: 'db_groups', type: 'list', default: null, connectionInfo: true },
  { name: 'access_key_id', type: 'string', default: null, secret: true },
  { name: 'secret_access_key', type: 'string', default: null, secret: true },
];

/** Only user and password log in here. Throws XformError('profile'). */
export function resolveCredentials(given: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  const method = given['method'] ?? 'database';
  if (method !== 'database') {
    throw new XformError(
      'profile',
      `\`method: ${method}\`: xform logs in to Redshift by user and password only`,
      {
        hint: 'Use `method: database`, with a password from `aws redshift get-cluster-credentials` in an environment variable if need be.',
      },
    );
  }
  if (!given['user'] || given['password'] === null || given['password'] === undefined) {
    throw new XformError('profile', 'The profile has no `user` or no `password`');
  }
  return given;
}
