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
  { name: 'datasharing', type: 'bool', default: false, connectionInfo: true },
  { name: 'allow_concurrent_drops', type: 'bool', default: false, connectionInfo: true },
  { name: 'drop_without_cascade', type: 'bool', default: false, connectionInfo: true },
  { name: 'query_group', type: 'string', default: null, connectionInfo: true },
  // Of the IAM methods; read so that a profile with them gets a message about the method.
  { name: 'cluster_id', type: 'string', default: null, connectionInfo: true },
  { name: 'iam_profile', type: 'string', default: null, connectionInfo: true },
  { name: 'region', type: 'string', default: null, connectionInfo: true },
  { name: 'autocreate', type: 'bool', default: false, connectionInfo: true },
  { name: 'db_groups', type: 'list', default: null, connectionInfo: true },
  { name: 'is_serverless', type: 'bool', default: null, connectionInfo: true },
  { name: 'serverless_work_group', type: 'string', default: null, connectionInfo: true },
  { name: 'serverless_acct_id', type: 'string', default: null, connectionInfo: true },
  { name: 'idc_region', type: 'string', default: null, connectionInfo: true },
  { name: 'issuer_url', type: 'string', default: null, connectionInfo: true },
  { name: 'idp_listen_port', type: 'int', default: null, connectionInfo: true },
  { name: 'idc_client_display_name', type: 'string', default: null, connectionInfo: true },
  { name: 'idp_response_timeout', type: 'int', default: null, connectionInfo: true },
  { name: 'token_endpoint', type: 'dict', default: null, secret: true },
  { name: 'access_key_id', type: 'string', default: null, secret: true },
  { name: 'secret_access_key', type: 'string', default: null, secret: true },
];

/** What gives a password for the time of a run, from the fields of the other methods. */
function passwordCommand(given: Readonly<Record<string, Value>>): string {
  const profile = given['iam_profile'] ? ` --profile ${given['iam_profile']}` : '';
  if (given['is_serverless'] || given['serverless_work_group']) {
    const group = given['serverless_work_group'] ?? '<work group>';
    return `aws redshift-serverless get-credentials --workgroup-name ${group}${profile}`;
  }
  const user = given['user'] ?? '<user>';
  return `aws redshift get-cluster-credentials --cluster-identifier ${given['cluster_id'] ?? '<cluster>'} --db-user ${user}${profile}`;
}

/** Only user and password log in here. Throws XformError('profile'). */
export function resolveCredentials(given: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  const method = given['method'] ?? 'database';
  if (method !== 'database') {
    throw new XformError(
      'profile',
      `\`method: ${method}\`: xform logs in to Redshift by user and password only`,
      {
        hint: `Use \`method: database\`: \`${passwordCommand(given)}\` gives a user and a password for an hour, which the profile takes from environment variables.`,
      },
    );
  }
  if (!given['user'] || given['password'] === null || given['password'] === undefined) {
    throw new XformError('profile', 'The profile has no `user` or no `password`');
  }
  return given;
}
