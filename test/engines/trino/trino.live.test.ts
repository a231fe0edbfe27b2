import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { findPlugin } from '../../../src/adapters/registry.js';
import { createTarget } from '../../../src/project/resolveTarget.js';
import { adapterChecks } from '../../../src/testing/adapterChecks.js';
import { projectChecks } from '../../../src/testing/projectChecks.js';
import { temporaryProject, xform } from '../../support/cli.js';
import { startXform } from '../../support/startXform.js';
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

/** Runs for minutes. */
const SLOW =
  'select count(*) as n from unnest(sequence(1, 10000)) a(n), unnest(sequence(1, 10000)) b(n), unnest(sequence(1, 10000)) c(n) where a.n + b.n + c.n < 0';

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
      peer: { name: 'dbt-trino', golden: join(import.meta.dirname, 'goldens', 'iceberg.json') },
      qualify: (relation) => `iceberg.scenario.${relation}`,
      query: async (sql) => (await connection.execute(sql, { fetch: true })).rows,
      stop: () => driver.close(),
    };
  },
  typeof programs === 'string' ? programs : undefined,
);

describe.skipIf(!isPossible)('the kit on Trino with Iceberg', () => {
  const checks = [
    ...projectChecks({
      plugin,
      profile: profileOf('iceberg'),
      folder: join(folder, 'iceberg'),
      incrementalStrategies: ['append', 'delete+insert', 'merge'],
    }),
    ...adapterChecks({ plugin, profile: profileOf('iceberg'), cwd: folder, slowStatement: SLOW }),
  ];
  for (const check of checks) it(check.name, check.run);
});

describe.skipIf(!isPossible)('a run on Trino', () => {
  /** A project of three models, the second of which takes long, in a schema of its own. */
  function project(profile: Readonly<Record<string, unknown>> = {}) {
    const output = { type: 'trino', threads: 1, ...profileOf('iceberg'), schema: 'crash', ...profile };
    return temporaryProject({
      'models/early.sql': "{{ config(materialized='table') }} select 1 as id",
      'models/slow.sql': `{{ config(materialized='table') }} -- depends on {{ ref('early') }}\n${SLOW}`,
      'models/late.sql': "select n from {{ ref('slow') }}",
      'dbt_project.yml': "name: crash\nversion: '1.0'\nprofile: crash\n",
      'profiles.yml': JSON.stringify({ crash: { target: 'dev', outputs: { dev: output } } }),
    });
  }

  async function query(sql: string): Promise<unknown[][]> {
    const { credentials } = createTarget('crash', 'dev', plugin, profileOf('iceberg'), 1);
    const driver = await plugin.createDriver(credentials, { threads: 1, cwd: folder });
    try {
      const connection = await driver.connect('look');
      return (await connection.execute(sql, { fetch: true })).rows.map((row) => [...row]);
    } finally {
      await driver.close();
    }
  }

  const relations = () =>
    query("select table_name from iceberg.information_schema.tables where table_schema = 'crash' order by 1");

  it('whose server is killed names the node, leaves nothing half-written, and is completed by retry', async () => {
    const made = project();
    const run = startXform(['run'], { cwd: made.folder });
    await run.shows('2 of 3 START sql table model crash.slow');
    await delay(2000);
    await server!.kill();
    const { code, text } = await run.done;
    expect(code).toBe(1);
    expect(text).toMatch(/in model slow \(models\/slow\.sql\)/);
    expect(text).toMatch(/was lost|No Trino server listens/);
    expect(text).not.toMatch(/\n\s+at .*\.[cm]?[jt]s:\d+/);

    await server!.start();
    expect(await relations()).toEqual([['early']]);
    writeFileSync(
      join(made.folder, 'models', 'slow.sql'),
      "{{ config(materialized='table') }} select id as n from {{ ref('early') }}",
    );
    const retried = xform(['retry'], { cwd: made.folder });
    expect(retried.text).toContain('Done. PASS=2 WARN=0 ERROR=0 SKIP=0');
    expect(await relations()).toEqual([['early'], ['late'], ['slow']]);
    made.remove();
  });

  it.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
    ['an unknown host', { host: 'no-such-host.invalid' }, /no-such-host\.invalid/],
    ['no server', { port: 1 }, /No Trino server listens at 127\.0\.0\.1, port 1/],
    [
      'no right to make the schema',
      { user: 'guest', schema: 'denied' },
      /Access Denied: Cannot create schema/,
    ],
    ['an unknown catalog', { database: 'nowhere' }, /CATALOG_NOT_FOUND|'nowhere'/],
  ])('with %s ends with one clear line', (_name, profile, line) => {
    const made = project(profile);
    const { code, text } = xform(['run'], { cwd: made.folder });
    expect(code).not.toBe(0);
    expect(text.split('\n').filter((each) => line.test(each))).toHaveLength(1);
    expect(text).not.toMatch(/\n\s+at .*\.[cm]?[jt]s:\d+|templates\/macros|in macro|called by macro/);
    made.remove();
  });
});
