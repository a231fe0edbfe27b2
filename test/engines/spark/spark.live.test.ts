import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, it } from 'vitest';
import { adapterChecks } from '../../../src/testing/adapterChecks.js';
import { scenarioTests } from '../scenario/scenarioTests.js';
import { plugin, profileOf, sparkScenario } from './engine.js';
import { findSpark, startSpark } from './server.js';

const programs = findSpark('delta');
const isPossible = typeof programs !== 'string';
// The checks take the port, so the server starts while they are collected.
const server = isPossible ? await startSpark(programs, 'delta') : undefined;
const folder = mkdtempSync(join(tmpdir(), 'xform-spark-kit-'));
afterAll(async () => {
  await server?.remove();
  rmSync(folder, { recursive: true, force: true });
});

scenarioTests(
  'Spark with Delta Lake',
  // Delta tables are not overwritten by partition, and microbatch does just that.
  async () => ({ ...sparkScenario(server!.port, 'delta', ['append', 'merge']), stop: () => undefined }),
  isPossible ? undefined : programs,
);

describe.skipIf(!isPossible)('the kit on Spark', () => {
  const slowStatement =
    'select count(*) from range(10000000) a cross join range(10000000) b where a.id + b.id < 0';
  const checks = adapterChecks({
    plugin,
    profile: { ...profileOf(server?.port ?? 0), schema: 'default' },
    cwd: folder,
    slowStatement,
    textLiteral: (text) => `'${text.replaceAll("'", "\\'")}'`,
  });
  for (const check of checks) it(check.name, check.run);
});
