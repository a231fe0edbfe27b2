import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, it } from 'vitest';
import { findPlugin } from '../../../src/adapters/registry.js';
import { adapterChecks } from '../../../src/testing/adapterChecks.js';
import { projectChecks } from '../../../src/testing/projectChecks.js';
import { findTrino, startTrino } from './server.js';

const programs = findTrino();
if (typeof programs === 'string') console.log(`skipped: Trino (${programs})`);

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
