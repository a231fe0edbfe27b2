import { join } from 'node:path';
import { packageRoot } from '../../util/packageRoot.js';
import type { AdapterPlugin } from '../types.js';
import { credentialFields, resolveCredentials } from './credentials.js';
import { trinoDialect } from './dialect.js';
import { explainError } from './errors.js';
import { methods } from './methods.js';

/** Trino over its HTTP protocol. */
export const trino: AdapterPlugin = {
  type: 'trino',
  dialect: trinoDialect,
  credentials: credentialFields,
  resolveCredentials,
  get macroFolder() {
    return join(packageRoot(), 'templates', 'macros', 'dbt_trino');
  },
  async createDriver(credentials) {
    const { createTrinoDriver } = await import('./driver.js');
    return createTrinoDriver(credentials);
  },
  explainError,
  methods,
};
