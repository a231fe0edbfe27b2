import { join } from 'node:path';
import { packageRoot } from '../../util/packageRoot.js';
import type { AdapterPlugin } from '../types.js';
import { credentialFields, resolveCredentials } from './credentials.js';
import { snowflakeDialect } from './dialect.js';
import { explainError } from './errors.js';
import { methods } from './methods.js';

/** Snowflake over its HTTP protocol; the client library is an optional package. */
export const snowflake: AdapterPlugin = {
  type: 'snowflake',
  dialect: snowflakeDialect,
  credentials: credentialFields,
  resolveCredentials,
  get macroFolder() {
    return join(packageRoot(), 'templates', 'macros', 'dbt_snowflake');
  },
  async createDriver(credentials, options) {
    const { createSnowflakeDriver } = await import('./driver.js');
    return createSnowflakeDriver(credentials, options);
  },
  explainError,
  methods,
};
