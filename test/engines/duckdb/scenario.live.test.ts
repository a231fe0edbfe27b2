import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { scenarioTests } from '../scenario/scenarioTests.js';

scenarioTests('DuckDB', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'xform-scenario-store-'));
  const path = join(folder, 'store.duckdb');
  return {
    name: 'duckdb',
    output: { type: 'duckdb', path, threads: 2 },
    strategies: ['append', 'delete+insert', 'merge', 'microbatch'],
    qualify: (relation) => `scenario.${relation}`,
    async query(sql) {
      const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' });
      const connection = await instance.connect();
      try {
        return (await connection.runAndReadAll(sql)).getRows();
      } finally {
        connection.closeSync();
        instance.closeSync();
      }
    },
    stop: () => rmSync(folder, { recursive: true, force: true }),
  };
});
