import { join } from 'node:path';
import { packageRoot } from '../../util/packageRoot.js';
import type { AdapterPlugin } from '../types.js';
import { credentialFields } from './credentials.js';
import { postgresDialect } from './dialect.js';
import { explainError } from './errors.js';
import { readLinks } from './links.js';
import { methods } from './methods.js';

/** PostgreSQL over its own protocol. */
export const postgres: AdapterPlugin = {
  type: 'postgres',
  dialect: postgresDialect,
  credentials: credentialFields,
  get macroFolder() {
    return join(packageRoot(), 'templates', 'macros', 'dbt_postgres');
  },
  async createDriver(credentials) {
    const { createPostgresDriver } = await import('./driver.js');
    return createPostgresDriver(credentials);
  },
  explainError,
  readLinks,
  methods,
};
