import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, it } from 'vitest';
import { adapterChecks } from '../../../src/testing/adapterChecks.js';
import { projectChecks } from '../../../src/testing/projectChecks.js';
import { plugin } from './harness.js';
import { findPostgres, startServer } from './server.js';

const programs = findPostgres();
const hasMacros = existsSync(plugin.macroFolder);
if (programs === undefined)
  console.log('skipped: the kit on PostgreSQL (no initdb and pg_ctl on this machine)');
else if (!hasMacros) console.log(`skipped: the kit on PostgreSQL (no macros at ${plugin.macroFolder})`);

const isPossible = programs !== undefined && hasMacros;
// The checks take the port, so the server starts while they are collected.
const server = isPossible ? await startServer(programs) : undefined;
const folder = isPossible ? mkdtempSync(join(tmpdir(), 'xform-postgres-kit-')) : tmpdir();
afterAll(() => {
  server?.remove();
  if (isPossible) rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(!isPossible)('the kit on PostgreSQL', () => {
  const profile = {
    host: '127.0.0.1',
    port: server?.port ?? 0,
    user: 'postgres',
    database: 'postgres',
    schema: 'kit',
  };
  const slowStatement = 'select pg_sleep(90)';
  const incrementalStrategies = ['append', 'delete+insert', 'merge'];
  const checks = [
    ...adapterChecks({ plugin, profile, cwd: folder, slowStatement }),
    ...projectChecks({ plugin, profile, folder, incrementalStrategies }),
  ];
  for (const check of checks) it(check.name, check.run);
});
