import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileNode } from '../../../src/compiler/compileNode.js';
import { nodeFilePath } from '../../../src/context/nodeFiles.js';
import type { RunFacts } from '../../../src/context/types.js';
import { PyDateTime } from '../../../src/jinja/modules/datetime.js';
import { pytzUtc } from '../../../src/jinja/modules/pytz.js';
import type { ModelNode } from '../../../src/manifest/types.js';
import { openProject, type TestProject } from '../context/support.js';

const FILES: Readonly<Record<string, string>> = {
  'dbt_project.yml': 'name: mb\nprofile: mb\n',
  'profiles.yml': "mb: {target: dev, outputs: {dev: {type: duckdb, path: ':memory:'}}}\n",
  'models/up.sql': "{{ config(materialized='table', event_time='ts') }} select 1 as id",
  'models/eph.sql': "{{ config(materialized='ephemeral', event_time='ts') }} select * from {{ ref('up') }}",
  'models/plain.sql': 'select 1 as noet',
  'models/down.sql': "select * from {{ ref('up') }}",
  'models/schema.yml':
    'sources: [{name: raw, schema: main, tables: [{name: up, config: {event_time: ts}}]}]\n',
  'models/mbm.sql': `{{ config(materialized='incremental', incremental_strategy='microbatch', event_time='ts', batch_size='day', begin='2020-01-01', unique_key='id') }}
select u.* from {{ ref('up') }} u, {{ ref('plain') }} p, {{ source('raw','up') }} s, {{ ref('eph') }} e, {{ ref('up').render() }} r
-- {{ model.batch.id }} {{ this }}`,
};

let opened: TestProject;

beforeAll(() => {
  opened = openProject({ files: FILES });
});

afterAll(() => opened.close());

const day = (text: string) => PyDateTime.fromIso(`${text}T00:00:00+00:00`).inZone(pytzUtc);

async function compile(name: string, fields: object = {}, run: RunFacts = { selectedResources: [] }) {
  const { environment, runtime, manifest } = opened;
  const node = { ...manifest.nodes[`model.mb.${name}`], ...fields } as ModelNode;
  return (await compileNode({ ...environment, run }, node, runtime.connect(node.unique_id))).sql;
}

// What dbt-core 1.11 with dbt-duckdb compiled; only the database has another name here.
describe('event time', () => {
  it('limits what a batch of a microbatch model reads, where the time is known', async () => {
    const batch = {
      id: '20200101',
      event_time_start: day('2020-01-01'),
      event_time_end: day('2020-01-02'),
    };
    expect(await compile('mbm', { batch })).toBe(`
with __dbt__cte__eph as (
 select * from "memory"."main"."up"
) select u.* from (select * from "memory"."main"."up" where ts >= '2020-01-01 00:00:00+00:00' and ts < '2020-01-02 00:00:00+00:00') u, "memory"."main"."plain" p, (select * from "memory"."main"."up" where ts >= '2020-01-01 00:00:00+00:00' and ts < '2020-01-02 00:00:00+00:00') s, (select * from __dbt__cte__eph where ts >= '2020-01-01 00:00:00+00:00' and ts < '2020-01-02 00:00:00+00:00') e, "memory"."main"."up" r
-- 20200101 "memory"."main"."mbm"`);
  });

  it('limits all models to a sample', async () => {
    const sample = { start: day('2020-01-01'), end: day('2020-01-02') };
    expect(await compile('down', {}, { selectedResources: [], sample })).toBe(
      `select * from (select * from "memory"."main"."up" where ts >= '2020-01-01 00:00:00+00:00' and ts < '2020-01-02 00:00:00+00:00')`,
    );
  });

  it('limits nothing otherwise', async () => {
    expect(await compile('down')).toBe('select * from "memory"."main"."up"');
  });
});

describe('files of compiled SQL', () => {
  const path = (file: string, name: string, batch?: string) =>
    nodeFilePath('target', { package_name: 'p', path: name, original_file_path: file }, 'compiled', batch);

  it('lie as the sources do, and below the file where several nodes share it', () => {
    expect(path('models/a/m.sql', 'a/m.sql')).toBe('target/compiled/p/models/a/m.sql');
    expect(path('models/s.yml', 'gt_c_a.sql')).toBe('target/compiled/p/models/s.yml/gt_c_a.sql');
    expect(path('./dbt_project.yml', 'hooks/p-on-run-start-0.sql')).toBe(
      'target/compiled/p/dbt_project.yml/hooks/p-on-run-start-0.sql',
    );
    expect(path('models/mbm.sql', 'mbm.sql', '2020-01-01')).toBe(
      'target/compiled/p/models/mbm/mbm_2020-01-01.sql',
    );
  });
});
