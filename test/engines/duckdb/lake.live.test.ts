import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryProject, xform } from '../../support/cli.js';
import { queryServer } from '../postgres/project.js';
import { findPostgres, startServer, type TestServer } from '../postgres/server.js';
import { scenarioTests } from '../scenario/scenarioTests.js';
import { freePort, type ServerProcess, startProcess } from '../scenario/server.js';
import { findExtensions } from './extensions.js';

const found = findExtensions();
const skipReason = typeof found === 'string' ? found : undefined;
if (skipReason !== undefined) console.log(`skipped: lakes on DuckDB (${skipReason})`);
const { config_options, s3Server } =
  typeof found === 'string' ? { config_options: { extension_directory: '' }, s3Server: '' } : found;

const folder = mkdtempSync(join(tmpdir(), 'xform-lake-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Rows of a statement in a database of its own, after these statements. */
async function query(before: readonly string[], sql: string): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(':memory:', config_options);
  const connection = await instance.connect();
  try {
    for (const statement of before) await connection.run(statement);
    return (await connection.runAndReadAll(sql)).getRows();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** A project with these files; `profile` is what its target has beside path and extensions. */
function lakeProject(
  files: Readonly<Record<string, string>>,
  profile: Readonly<Record<string, unknown>>,
): { readonly folder: string; run(command: string): string } {
  const dev = { type: 'duckdb', path: 'store.duckdb', threads: 1, config_options, ...profile };
  const made = temporaryProject({
    'dbt_project.yml': "name: lake\nversion: '1.0'\nprofile: lake\n",
    'profiles.yml': JSON.stringify({ lake: { target: 'dev', outputs: { dev } } }),
    ...files,
  });
  removals.push(made.remove);
  return { folder: made.folder, run: (command) => xform(command.split(' '), { cwd: made.folder }).text };
}

const removals: (() => void)[] = [];
afterAll(() => {
  for (const remove of removals) remove();
});

const ducklake = { path: `ducklake:${join(folder, 'meta.ducklake')}`, alias: 'lake' };
// Where rows may be stored in the catalog, a column cannot be called row_id.
const ducklakeOptions = { data_path: join(folder, 'data'), data_inlining_row_limit: 0 };

scenarioTests(
  'DuckLake',
  async () => ({
    name: 'ducklake',
    output: {
      ...{ type: 'duckdb', path: join(folder, 'store.duckdb'), threads: 1, config_options },
      ...{ database: 'lake', attach: [{ ...ducklake, options: ducklakeOptions }] },
    },
    strategies: ['append', 'delete+insert', 'merge', 'microbatch'],
    qualify: (relation) => `lake.scenario.${relation}`,
    query: (sql) => query([`attach '${ducklake.path}' as lake`], sql),
    stop: () => undefined,
  }),
  skipReason,
);

describe.skipIf(skipReason !== undefined)('lakes on DuckDB', () => {
  it('reads tables of Iceberg and Delta as sources and as attached databases', async () => {
    const iceberg = join(folder, 'ice', 'people');
    await query(
      ['load avro', 'load iceberg'],
      `copy (select * from (values (1, 'Anna'), (2, 'Åsa')) t(id, name)) to '${iceberg}' (format iceberg)`,
    );
    const delta = join(folder, 'delta', 'orders');
    await writeDeltaTable(delta);
    const project = lakeProject(
      {
        'models/sources.yml': `sources:
  - name: ice
    config: {external_location: "iceberg_scan('${join(folder, 'ice')}/{name}', version='?', allow_moved_paths=true)"}
    tables: [{name: people}]
  - name: delta
    config: {external_location: "delta_scan('${join(folder, 'delta')}/{name}')"}
    tables: [{name: orders}]
  - name: attached
    database: orders
    schema: main
    tables: [{name: orders}]
`,
        'models/sales.sql': `{{ config(materialized='table') }}
select name, sum(cents)::int as cents from {{ source('ice', 'people') }} join {{ source('delta', 'orders') }} using (id) group by name`,
        'models/again.sql': "select count(*)::int as n from {{ source('attached', 'orders') }}",
      },
      {
        extensions: ['avro', 'iceberg', 'delta'],
        settings: { unsafe_enable_version_guessing: true },
        attach: [{ path: delta, alias: 'orders', type: 'delta' }],
      },
    );
    expect(project.run('build')).toContain('Done. PASS=2');
    const shown = project.run(
      "show --inline select*from{{ref('sales')}},{{ref('again')}}order/**/by/**/1 --output json",
    );
    expect(shown).toMatch(/Anna/);
    const store = [`attach '${join(project.folder, 'store.duckdb')}' as store (read_only)`];
    expect(await query(store, 'select name, cents from store.main.sales order by 1')).toEqual([
      ['Anna', 30],
      ['Åsa', 30],
    ]);
  });

  describe('on S3', () => {
    let server: ServerProcess;
    let endpoint: string;
    beforeAll(async () => {
      const port = await freePort();
      endpoint = `127.0.0.1:${port}`;
      const isReady = async () => (await fetch(`http://${endpoint}/lake`, { method: 'PUT' })).ok;
      server = await startProcess({
        program: s3Server,
        args: ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)],
        cwd: folder,
        isReady,
        seconds: 120,
      });
    });
    afterAll(() => server?.kill());

    const secretOf = () => ({
      ...{ type: 's3', name: 'lake', key_id: 'KEY', secret: 'top-secret', region: 'us-east-1' },
      ...{ endpoint, url_style: 'path', use_ssl: 'false' },
    });

    it('writes external models, one file and partitions, and reads them by globs', async () => {
      const project = lakeProject(
        {
          'models/sources.yml': `sources:
  - name: s3
    config: {external_location: "read_parquet('s3://lake/out/{name}/*/*.parquet', hive_partitioning=true)"}
    tables: [{name: days}]
`,
          'models/days.sql': `{{ config(materialized='external', options={'partition_by': 'day', 'overwrite_or_ignore': true}) }}
select * from (values (1, 10, 1), (2, 20, 1), (3, 30, 2)) t(id, cents, day)`,
          'models/file.sql': `{{ config(materialized='external', location='s3://lake/other/file.csv') }} select 7 as id`,
          'models/total.sql': `{{ config(materialized='table') }} -- depends on {{ ref('days') }}
select day::int as day, sum(cents)::int as cents from {{ source('s3', 'days') }} group by day`,
        },
        { extensions: ['httpfs'], secrets: [secretOf()], external_root: 's3://lake/out' },
      );
      const text = project.run('build --debug');
      expect(text).toContain('Done. PASS=3');
      const store = [`attach '${join(project.folder, 'store.duckdb')}' as store (read_only)`];
      expect(await query(store, 'select day, cents from store.main.total order by 1')).toEqual([
        [1, 30],
        [2, 30],
      ]);
      const listed = await (await fetch(`http://${endpoint}/lake?list-type=2`)).text();
      expect([...listed.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key]) => key!.replace('%3D', '='))).toEqual(
        ['other/file.csv', 'out/days/day=1/data_0.parquet', 'out/days/day=2/data_0.parquet'],
      );
      const log = readFileSync(join(project.folder, 'logs', 'dbt.log'), 'utf8');
      expect(text + log).not.toContain('top-secret');
    });
  });
});

const programs = findPostgres();
describe.skipIf(skipReason !== undefined || programs === undefined)('PostgreSQL attached to DuckDB', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(programs!);
  });
  afterAll(() => server?.remove());

  it('has sources and models beside those of the file and of another one', async () => {
    await queryServer(
      server.port,
      `create schema raw; create table raw.orders (id bigint, cents numeric(12,2));
       insert into raw.orders values (9007199254740993, 10.50), (2, 20.25)`,
    );
    const project = lakeProject(
      {
        'models/sources.yml': `sources:
  - name: raw
    database: pg
    tables: [{name: orders}]
`,
        'models/copied.sql': "{{ config(materialized='table') }} select * from {{ source('raw', 'orders') }}",
        'models/in_other.sql': `{{ config(materialized='table', database='other') }} select id from {{ ref('copied') }}`,
        'models/in_pg.sql': `{{ config(materialized='table', database='pg', schema='marts') }}
select count(*) as n, sum(cents) as cents from {{ ref('copied') }} join {{ ref('in_other') }} using (id)`,
      },
      {
        extensions: ['postgres_scanner'],
        attach: [
          {
            path: `host=127.0.0.1 port=${server.port} user=postgres dbname=postgres`,
            alias: 'pg',
            type: 'postgres',
          },
          { path: 'other.duckdb', alias: 'other' },
        ],
      },
    );
    for (let i = 0; i < 2; i++) expect(project.run('build')).toContain('Done. PASS=3');
    expect(await queryServer(server.port, 'select n::text, cents::text from main_marts.in_pg')).toEqual([
      ['2', '30.75'],
    ]);
    const other = [`attach '${join(project.folder, 'other.duckdb')}' as other (read_only)`];
    expect(await query(other, 'select id from other.main.in_other order by 1 desc')).toEqual([
      [9007199254740993n],
      [2n],
    ]);
  });
});

/** A table of Delta Lake by its protocol: two files, one of which a later commit takes away. */
async function writeDeltaTable(path: string): Promise<void> {
  mkdirSync(join(path, '_delta_log'), { recursive: true });
  const add = (file: string) => ({
    add: { path: file, partitionValues: {}, size: 1, modificationTime: 0, dataChange: true },
  });
  const files = { 'a.parquet': '(1, 10), (2, 30)', 'b.parquet': '(1, 20)', 'gone.parquet': '(1, 1000)' };
  for (const [file, rows] of Object.entries(files)) {
    await query(
      [],
      `copy (select * from (values ${rows}) t(id, cents)) to '${join(path, file)}' (format parquet)`,
    );
  }
  const field = (name: string) => ({ name, type: 'integer', nullable: true, metadata: {} });
  const metaData = {
    id: '00000000-0000-0000-0000-000000000001',
    format: { provider: 'parquet', options: {} },
    schemaString: JSON.stringify({ type: 'struct', fields: [field('id'), field('cents')] }),
    partitionColumns: [],
    configuration: {},
  };
  const first = [{ protocol: { minReaderVersion: 1, minWriterVersion: 2 } }, { metaData }];
  const commits = [
    [...first, add('a.parquet'), add('gone.parquet')],
    [add('b.parquet'), { remove: { path: 'gone.parquet', deletionTimestamp: 1, dataChange: true } }],
  ];
  commits.forEach((actions, version) => {
    const lines = actions.map((action) => JSON.stringify(action)).join('\n');
    writeFileSync(join(path, '_delta_log', `${String(version).padStart(20, '0')}.json`), `${lines}\n`);
  });
}
