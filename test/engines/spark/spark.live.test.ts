import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, it } from 'vitest';
import { findPlugin } from '../../../src/adapters/registry.js';
import { createTarget } from '../../../src/project/resolveTarget.js';
import { adapterChecks } from '../../../src/testing/adapterChecks.js';
import { scenarioTests } from '../scenario/scenarioTests.js';
import { findSpark, startSpark } from './server.js';

const programs = findSpark();
const isPossible = typeof programs !== 'string';
// The checks take the port, so the server starts while they are collected.
const server = isPossible ? await startSpark(programs) : undefined;
const folder = mkdtempSync(join(tmpdir(), 'xform-spark-kit-'));
afterAll(async () => {
  await server?.remove();
  rmSync(folder, { recursive: true, force: true });
});

const plugin = findPlugin('spark', { cwd: '/' });
const profile = { host: '127.0.0.1', port: server?.port ?? 0, user: 'xform', connect_timeout: 60 };

scenarioTests(
  'Spark with Delta Lake',
  async () => {
    const fields = { ...profile, schema: 'scenario' };
    const { credentials } = createTarget('scenario', 'dev', plugin, fields, 1);
    const driver = await plugin.createDriver(credentials, { threads: 1, cwd: folder });
    return {
      name: 'spark',
      output: { type: 'spark', threads: 2, ...fields },
      // Delta tables are not overwritten by partition, and microbatch does just that.
      strategies: ['append', 'merge'],
      config: { models: { file_format: 'delta' }, snapshots: { file_format: 'delta' } },
      qualify: (relation) => `scenario.${relation}`,
      async query(sql) {
        // A session goes on reading the files that a Parquet table had when it first saw it.
        const connection = await driver.connect('look');
        const { rows } = await connection.execute(sql, { fetch: true });
        await connection.close();
        return rows;
      },
      stop: () => driver.close(),
    };
  },
  typeof programs === 'string' ? programs : undefined,
);

describe.skipIf(!isPossible)('the kit on Spark', () => {
  const slowStatement =
    'select count(*) from range(10000000) a cross join range(10000000) b where a.id + b.id < 0';
  const checks = adapterChecks({
    plugin,
    profile: { ...profile, schema: 'default' },
    cwd: folder,
    slowStatement,
    textLiteral: (text) => `'${text.replaceAll("'", "\\'")}'`,
  });
  for (const check of checks) it(check.name, check.run);
});
