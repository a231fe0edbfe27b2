import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { temporaryProject, xform } from '../../support/cli.js';
import { startXform } from '../../support/startXform.js';
import { profileOf, querySpark } from './engine.js';
import { findSpark, startSpark } from './server.js';

const programs = findSpark('iceberg');
const isPossible = typeof programs !== 'string';
const server = isPossible ? await startSpark(programs, 'iceberg') : undefined;
afterAll(() => server?.remove());

if (!isPossible) console.log(`skipped: Spark with Iceberg (${programs})`);

/** Runs for hours. */
const SLOW = 'select count(*) as n from range(10000000) a cross join range(10000000) b where a.id + b.id < 0';
const STACK_FRAME = /\n\s+at .*\.(?:[cm]?[jt]s|java|scala):\d+/;

describe.skipIf(!isPossible)('a run on Spark', () => {
  const port = server?.port ?? 0;

  /** A project of three models, the second of which takes long, in a schema of its own. */
  function project(schema: string, profile: Readonly<Record<string, unknown>> = {}) {
    const output = { type: 'spark', threads: 1, ...profileOf(port), schema, ...profile };
    const table = "{{ config(materialized='table', file_format='iceberg') }}";
    return temporaryProject({
      'models/early.sql': `${table} select 1 as id`,
      'models/slow.sql': `${table} -- depends on {{ ref('early') }}\n${SLOW}`,
      'models/late.sql': "select n from {{ ref('slow') }}",
      'dbt_project.yml': "name: crash\nversion: '1.0'\nprofile: crash\n",
      'profiles.yml': JSON.stringify({ crash: { target: 'dev', outputs: { dev: output } } }),
    });
  }

  const relations = async (schema: string) =>
    (await querySpark(port, `show tables in ${schema}`)).map((row) => String(row[1])).sort();

  it('that is interrupted ends, and its statement with it', async () => {
    const made = project('stopped');
    const run = startXform(['run'], { cwd: made.folder });
    await run.shows('2 of 3 START sql table model stopped.slow');
    await delay(2000);
    run.child.kill('SIGINT');
    const { code, text } = await run.done;
    expect(code).toBe(2);
    expect(text).toContain('1 of 3 OK created sql table model stopped.early');
    expect(text).not.toMatch(STACK_FRAME);
    // The server has two threads, which a statement that went on would keep.
    expect(await relations('stopped')).toEqual(['early']);
    made.remove();
  });

  it('whose server is killed names the node, leaves nothing half-written, and is completed by retry', async () => {
    const made = project('crash');
    const run = startXform(['run'], { cwd: made.folder });
    await run.shows('2 of 3 START sql table model crash.slow');
    await delay(2000);
    await server!.kill();
    const { code, text } = await run.done;
    expect(code).toBe(1);
    expect(text).toMatch(/in model slow \(models\/slow\.sql\)/);
    expect(text).toMatch(/was lost|No Spark Thrift server listens/);
    expect(text).not.toMatch(STACK_FRAME);

    await server!.start();
    expect(await relations('crash')).toEqual(['early']);
    writeFileSync(
      join(made.folder, 'models', 'slow.sql'),
      "{{ config(materialized='table', file_format='iceberg') }} select id as n from {{ ref('early') }}",
    );
    const retried = xform(['retry'], { cwd: made.folder });
    expect(retried.text).toContain('Done. PASS=2 WARN=0 ERROR=0 SKIP=0');
    expect(await relations('crash')).toEqual(['early', 'late', 'slow']);
    made.remove();
  });
});
