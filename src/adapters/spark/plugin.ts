import { join } from 'node:path';
import { packageRoot } from '../../util/packageRoot.js';
import type { AdapterPlugin } from '../types.js';
import { credentialFields, resolveCredentials } from './credentials.js';
import { sparkDialect } from './dialect.js';
import { explainError } from './errors.js';
import { methods } from './methods.js';

/** Spark by its Thrift server. */
export const spark: AdapterPlugin = {
  type: 'spark',
  dialect: sparkDialect,
  credentials: credentialFields,
  resolveCredentials,
  get macroFolder() {
    return join(packageRoot(), 'templates', 'macros', 'dbt_spark');
  },
  async createDriver(credentials) {
    const { createSparkDriver } = await import('./driver.js');
    return createSparkDriver(credentials);
  },
  explainError,
  methods,
};
