import { join } from 'node:path';
import { packageRoot } from '../../util/packageRoot.js';
import type { AdapterPlugin } from '../types.js';
import { credentialFields, resolveCredentials } from './credentials.js';
import { duckdbDialect } from './dialect.js';
import { explainError } from './errors.js';
import { methods } from './methods.js';
import { sourceFiles } from './sourceFiles.js';

/** DuckDB in this process, on a file or in memory. */
export const duckdb: AdapterPlugin = {
  type: 'duckdb',
  dialect: duckdbDialect,
  credentials: credentialFields,
  resolveCredentials,
  get macroFolder() {
    return join(packageRoot(), 'templates', 'macros', 'dbt_duckdb');
  },
  async createDriver(credentials, options) {
    const { createDuckDbDriver } = await import('./driver.js');
    return createDuckDbDriver(credentials, options);
  },
  explainError,
  sourceText: sourceFiles,
  methods,
  async runPython(session, job) {
    const { runPython } = await import('./python/runPython.js');
    return runPython(session, job);
  },
};
