import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryProject, xform } from '../support/cli.js';

const BIN = join(import.meta.dirname, '..', '..', 'dist', 'xform.js');

/** Takes long enough to be killed in, unless the project says otherwise. */
const SLOW = "(select count(*) from range({{ var('rows', 300000) }}) a, range(1000000) b) >= 0";

const project = temporaryProject({
  'dbt_project.yml':
    "name: shop\nversion: '1.0'\nflags: {require_batched_execution_for_custom_microbatch_strategy: false}\n",
  'seeds/raw.csv': 'id,name\n1,Ann\n2,Bob\n',
  'models/a_first.sql': "{{ config(materialized='table') }}select * from {{ ref('raw') }}",
  'models/b_broken.sql': "select no_such_column from {{ ref('raw') }}",
  'models/b_below.sql': "select * from {{ ref('b_broken') }}",
  'models/events.sql':
    "{{ config(materialized='table', event_time='happened') }}select id, cast('2024-01-01' as timestamp) + interval (id) day as happened from {{ ref('raw') }}",
  'models/batches.sql': `{{ config(materialized='incremental', incremental_strategy='microbatch', event_time='happened', batch_size='day', begin='2024-01-01', concurrent_batches=false) }}
select * from {{ ref('events') }}
{% if model.batch and '2024-01-03' in model.batch.id | string %} where ${SLOW} {% elif model.batch and '20240103' in model.batch.id | string %} where ${SLOW} {% endif %}`,
  'models/last.sql': "{{ config(materialized='table') }}select * from {{ ref('batches') }}",
  'models/_tests.yml':
    'models:\n  - name: a_first\n    columns: [{name: id, data_tests: [unique]}, {name: name, data_tests: [{accepted_values: {arguments: {values: [Ann]}}}]}]\n  - name: last\n    columns: [{name: id, data_tests: [not_null]}]\n',
  'snapshots/people.sql':
    "{% snapshot people %}{{ config(unique_key='id', strategy='check', check_cols='all') }}select * from {{ ref('batches') }}{% endsnapshot %}",
});
afterAll(() => project.remove());

const target = (name: string): string => join(project.folder, 'target', name);
const RANGE = ['--event-time-start', '2024-01-01', '--event-time-end', '2024-01-05'];

interface Result {
  readonly unique_id: string;
  readonly status: string;
  readonly batch_results: { readonly successful: unknown[]; readonly failed: unknown[] } | null;
}

/** Short names and statuses of run_results.json. */
function statuses(): Record<string, string> {
  const { results }: { results: Result[] } = JSON.parse(readFileSync(target('run_results.json'), 'utf8'));
  return Object.fromEntries(results.map(({ unique_id, status }) => [unique_id.split('.')[2], status]));
}

/** Ids of what the journal of the killed run holds; its first line is no result. */
function journal(): string[] {
  const lines = readFileSync(target('run_results.partial.jsonl'), 'utf8').trim().split('\n').slice(1);
  return lines.map((line) => (JSON.parse(line) as Result).unique_id.split('.')[2]!);
}

/** Starts a build and kills it without warning once everything but what is slow has ended. */
async function killedBuild(): Promise<void> {
  const child = spawn(process.execPath, [BIN, 'build', '--threads', '2', '--log-format', 'json', ...RANGE], {
    cwd: project.folder,
    env: { PATH: process.env['PATH'], HOME: project.folder, CI: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += chunk;
    if (/batch 3 of 4|Batch 3 of 4/.test(printed) && /accepted_values/.test(printed)) break;
  }
  await new Promise((resolve) => setTimeout(resolve, 3000));
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
}

describe('retry after a build that was killed in the middle of a microbatch model', () => {
  beforeAll(killedBuild, 300_000);

  it('the journal holds what had ended, and no run_results.json is there', () => {
    expect(existsSync(target('run_results.json'))).toBe(false);
    expect(journal()).toEqual(expect.arrayContaining(['raw', 'a_first', 'b_broken', 'b_below', 'events']));
    expect(journal()).not.toContain('batches');
  });

  it('result: selectors see it as a state', () => {
    const listed = (...select: string[]) =>
      xform(['--quiet', 'ls', '--state', 'target', '--select', ...select], { cwd: project.folder })
        .stdout.split('\n')
        .filter(Boolean);
    expect(listed('result:error+')).toEqual(['shop.b_below', 'shop.b_broken']);
    expect(listed('result:fail')).toEqual(['shop.accepted_values_a_first_name__Ann']);
    expect(listed('1+result:fail')).toContain('shop.a_first');
  });

  it('runs what failed, what was under way and what had not begun, with the settings of then', () => {
    const done = xform(['retry', '--vars', '{rows: 1}'], { cwd: project.folder });
    expect(done.code).toBe(1);
    expect(statuses()).toEqual({
      accepted_values_a_first_name__Ann: 'fail',
      b_broken: 'error',
      b_below: 'skipped',
      batches: 'success',
      last: 'success',
      not_null_last_id: 'pass',
      people: 'success',
    });
    expect(existsSync(target('run_results.partial.jsonl'))).toBe(false);
    const rows = xform(
      [
        '--quiet',
        'show',
        '--inline',
        'select count(*) as n, count(distinct id) as d from {{ ref("batches") }}',
        '--output',
        'json',
        '--target-path',
        'shown',
      ],
      { cwd: project.folder },
    );
    expect(JSON.parse(rows.stdout).show).toEqual([{ n: 2, d: 2 }]);
  });

  it('another retry runs only what failed again', () => {
    xform(['retry'], { cwd: project.folder });
    expect(Object.keys(statuses()).sort()).toEqual([
      'accepted_values_a_first_name__Ann',
      'b_below',
      'b_broken',
    ]);
  });
});
