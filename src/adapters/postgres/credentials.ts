import type { Value } from '../../jinja/values/types.js';
import type { CredentialField, Credentials } from '../types.js';

export const credentialFields: readonly CredentialField[] = [
  { name: 'host', type: 'string', required: true, connectionInfo: true },
  { name: 'port', type: 'int', default: 5432, connectionInfo: true },
  { name: 'user', type: 'string', required: true, connectionInfo: true },
  { name: 'password', type: 'string', aliases: ['pass'], default: null, secret: true },
  { name: 'database', type: 'string', aliases: ['dbname'], required: true, connectionInfo: true },
  { name: 'schema', type: 'string', required: true, connectionInfo: true },
  { name: 'connect_timeout', type: 'int', default: 10, connectionInfo: true },
  { name: 'role', type: 'string', default: null, connectionInfo: true },
  { name: 'search_path', type: 'string', default: null, connectionInfo: true },
  { name: 'keepalives_idle', type: 'int', default: 0, connectionInfo: true },
  { name: 'sslmode', type: 'string', default: null, connectionInfo: true },
  { name: 'sslcert', type: 'string', default: null, connectionInfo: true },
  { name: 'sslkey', type: 'string', default: null, connectionInfo: true },
  { name: 'sslrootcert', type: 'string', default: null, connectionInfo: true },
  { name: 'application_name', type: 'string', default: 'xform', connectionInfo: true },
  { name: 'autocommit', type: 'bool', default: false, connectionInfo: true },
  { name: 'retries', type: 'int', default: 1, connectionInfo: true },
];

export interface PostgresCredentials extends Record<string, Value> {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string | null;
  readonly database: string;
  readonly schema: string;
  /** Seconds; 0 waits for ever. */
  readonly connect_timeout: number;
  readonly role: string | null;
  readonly search_path: string | null;
  /** Seconds; 0 leaves it to the system. */
  readonly keepalives_idle: number;
  readonly sslmode: string | null;
  readonly sslcert: string | null;
  readonly sslkey: string | null;
  readonly sslrootcert: string | null;
  readonly application_name: string | null;
  readonly autocommit: boolean;
  /** Further attempts to connect. */
  readonly retries: number;
}

export function postgresCredentials(credentials: Credentials): PostgresCredentials {
  return credentials as unknown as PostgresCredentials;
}
