import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, it } from 'vitest';
import { findPlugin } from '../../../src/adapters/registry.js';
import { createTarget } from '../../../src/project/resolveTarget.js';
import { adapterChecks } from '../../../src/testing/adapterChecks.js';
import { projectChecks } from '../../../src/testing/projectChecks.js';
import { scenarioTests } from '../scenario/scenarioTests.js';
import { findTrino, startTrino } from './server.js';

const programs = findTrino();
const isPossible = typeof programs !== 'string';
// The checks take the port, so the server starts while they are collected.
const server = isPossible ? await startTrino(programs) : undefined;
const folder = mkdtempSync(join(tmpdir(), 'xform-trino-kit-'));
afterAll(async () => {
  await server?.remove();
  rmSync(folder, { recursive: true, force: true });
});

const plugin = findPlugin('trino', { cwd: '/' });
const profileOf = (database: string) => ({
  host: '127.0.0.1',
  port: server?.port ?? 0,
  user: 'xform',
  database,
  schema: 'kit',
});

scenarioTests(
  'Trino with Iceberg',
  async () => {
    const profile = { ...profileOf('iceberg'), schema: 'scenario' };
    const { credentials } = createTarget('scenario', 'dev', plugin, profile, 1);
    const driver = await plugin.createDriver(credentials, { threads: 1, cwd: folder });
    const connection = await driver.connect('look');
    return {
      name: 'trino',
      output: { type: 'trino', threads: 2, ...profile },
      strategies: ['append', 'delete+insert', 'merge', 'microbatch'],
      qualify: (relation) => `iceberg.scenario.${relation}`,
      query: async (sql) => (await connection.execute(sql, { fetch: true })).rows,
      stop: () => driver.close(),
    };
  },
  typeof programs === 'string' ? programs : undefined,
);

describe.skipIf(!isPossible)('the kit on Trino with Iceberg', () => {
  const slowStatement =
    'select count(*) from unnest(sequence(1, 10000)) a(n), unnest(sequence(1, 10000)) b(n), unnest(sequence(1, 10000)) c(n) where a.n + b.n + c.n < 0';
  const checks = [
    ...projectChecks({
      plugin,
      profile: profileOf('iceberg'),
      folder: join(folder, 'iceberg'),
      incrementalStrategies: ['append', 'delete+insert', 'merge'],
    }),
    ...adapterChecks({ plugin, profile: profileOf('iceberg'), cwd: folder, slowStatement }),
  ];
  for (const check of checks) it(check.name, check.run);
});
