import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPostgres, startServer, type TestServer } from '../engines/postgres/server.js';
import { CASES, compareCase, goldenNames, loadCase } from '../parity/compareCase.js';
import { postgres } from '../parity/engines.js';

const programs = findPostgres();
if (programs === undefined)
  console.log('skipped: parity on PostgreSQL (no initdb and pg_ctl on this machine)');
const names = CASES.filter((name) => loadCase(name).alsoOn.includes('postgres'));
let server: TestServer;

it('has an answer of dbt for each case on PostgreSQL, and no other', () => {
  expect(goldenNames('postgres')).toEqual(names.map((name) => `${name}.json`));
});

describe.skipIf(programs === undefined)('xform answers as dbt does on PostgreSQL', () => {
  beforeAll(async () => {
    server = await startServer(programs!);
  });
  afterAll(() => server?.remove());

  for (const name of names)
    it(name, async () => {
      expect(await compareCase(name, postgres(server.port))).toEqual({ unknown: [], outdated: [] });
    });
});
