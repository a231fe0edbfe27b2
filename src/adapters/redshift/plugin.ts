import { join } from 'node:path';
import { packageRoot } from '../../util/packageRoot.js';
import { explainError } from '../postgres/errors.js';
import type { AdapterPlugin, Credentials } from '../types.js';
import { credentialFields, resolveCredentials } from './credentials.js';
import { redshiftDialect } from './dialect.js';

/** Amazon Redshift: PostgreSQL's protocol and macros, with its own DDL. */
export const redshift: AdapterPlugin = {
  type: 'redshift',
  parent: 'postgres',
  dialect: redshiftDialect,
  credentials: credentialFields,
  resolveCredentials,
  get macroFolder() {
    return join(packageRoot(), 'templates', 'macros', 'dbt_redshift');
  },
  async createDriver(credentials) {
    const { createPostgresDriver } = await import('../postgres/driver.js');
    return createPostgresDriver(asPostgres(credentials));
  },
  explainError,
};

/** The fields that PostgreSQL's driver reads under its own names. */
function asPostgres(credentials: Credentials): Credentials {
  return {
    ...credentials,
    connect_timeout: credentials['connect_timeout'] ?? 30,
    keepalives_idle: credentials['tcp_keepalive_idle'] ?? 0,
    search_path: null,
    sslcert: null,
    sslkey: null,
    sslrootcert: null,
    application_name: 'xform',
  };
}
