import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { xform } from '../../support/cli.js';
import { startXform } from '../../support/startXform.js';
import { postgresProject, queryServer } from './project.js';
import { findPostgres, startServer, type TestServer } from './server.js';

const programs = findPostgres();
if (programs === undefined)
  console.log('skipped: a PostgreSQL server that goes away (no initdb and pg_ctl here)');

const MODELS = {
  'models/early.sql': "{{ config(materialized='table') }} select 1 as id",
  // Waits as long as the table says, so that a second run is quick.
  'models/slow.sql': `{{ config(materialized='table') }}
select 2 as id, pg_sleep(seconds)::text as slept from public.pauses join {{ ref('early') }} on true`,
  'models/late.sql': "select id from {{ ref('slow') }}",
};

const STACK_FRAME = /\n\s+at .*\.[cm]?[jt]s:\d+/;

describe.skipIf(programs === undefined)('a run on PostgreSQL', () => {
  let server: TestServer;
  const removals: (() => void)[] = [];
  beforeAll(async () => {
    server = await startServer(programs!);
  });
  afterEach(() => {
    for (const remove of removals.splice(0)) remove();
  });
  afterAll(() => server?.remove());

  const query = (sql: string) => queryServer(server.port, sql);

  /** Folder of a project with the models and this profile. */
  function project(profile: Readonly<Record<string, unknown>> = {}): string {
    const made = postgresProject(server.port, MODELS, { schema: 'crash', ...profile });
    removals.push(made.remove);
    return made.folder;
  }

  const relations = () =>
    query("select table_name from information_schema.tables where table_schema = 'crash' order by 1");

  /** How long the slow model takes from now on. */
  const pause = (seconds: number) =>
    query(`create table if not exists public.pauses (seconds int); truncate public.pauses;
      insert into public.pauses values (${seconds})`);

  const sleepers = () =>
    query(`select 1 from pg_stat_activity
      where state = 'active' and query like '%pg_sleep(seconds)%' and pid <> pg_backend_pid()`);

  async function someoneSleeps(): Promise<void> {
    while ((await sleepers()).length === 0) await delay(100);
  }

  it('that is interrupted stops on the server as well', async () => {
    await pause(60);
    const run = startXform(['run'], { cwd: project() });
    await someoneSleeps();
    run.child.kill('SIGINT');
    const { code, text } = await run.done;
    expect(code).toBe(2);
    expect(text).toContain('1 of 3 OK created sql table model crash.early');
    expect(await sleepers()).toEqual([]);
    expect(await relations()).toEqual([['early']]);
  });

  it('whose server is killed names the node, leaves nothing half-written, and is completed by retry', async () => {
    await pause(60);
    const folder = project();
    const run = startXform(['run'], { cwd: folder });
    await someoneSleeps();
    server.stopNow();
    const { code, text } = await run.done;
    expect(code).toBe(1);
    expect(text).toMatch(/in model slow \(models\/slow\.sql\)/);
    expect(text).toMatch(/lost|terminating connection|ended the session/);
    expect(text).not.toMatch(STACK_FRAME);

    server.start();
    expect(await relations()).toEqual([['early']]);
    await pause(0);
    const retried = xform(['retry'], { cwd: folder });
    expect(retried.text).toContain('Done. PASS=2 WARN=0 ERROR=0 SKIP=0');
    expect(await relations()).toEqual([['early'], ['late'], ['slow']]);
    const results = JSON.parse(readFileSync(join(folder, 'target', 'run_results.json'), 'utf8'));
    expect(results.results.map((each: { unique_id: string }) => each.unique_id)).toEqual([
      'model.crash.slow',
      'model.crash.late',
    ]);
  });
});
