import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { publishFiles, stagingLocation } from '../../../src/adapters/duckdb/publishFiles.js';
import { sourceFiles } from '../../../src/adapters/duckdb/sourceFiles.js';

const folder = mkdtempSync(join(tmpdir(), 'xform-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

describe('sources that are files', () => {
  // What dbt-duckdb 1.10 compiles `select * from {{ source('files', name) }}` to.
  it.each([
    ['a', { meta: { external_location: 'data/{name}.csv' } }, "'data/a.csv'"],
    [
      'j',
      { config: { meta: { external_location: "read_json('data/{identifier}.json')" } } },
      "read_json('data/j.json')",
    ],
    [
      'h',
      { config: { external_location: "read_csv('data/h/*/*/*.csv', hive_partitioning=true)" } },
      "read_csv('data/h/*/*/*.csv', hive_partitioning=true)",
    ],
    ['old', { meta: { external_location: 'data/%(name)s.csv', formatter: 'oldstyle' } }, "'data/old.csv'"],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the mark of a formatter
    ['tpl', { meta: { external_location: 'data/${name}.csv', formatter: 'template' } }, "'data/tpl.csv'"],
    ['q', { config: { external_location: "'data/a.csv'" } }, "'data/a.csv'"],
    ['b', { meta: { external_location: 'data/{schema}_{name}.csv' } }, "'data/files_b.csv'"],
  ])('%s', (name, fields, expected) => {
    expect(sourceFiles({ name, identifier: name, schema: 'files', ...fields })).toBe(expected);
  });

  it('names a mark that no field fills', () => {
    const source = { name: 'a', meta: { external_location: 'data/{nmae}.csv' } };
    expect(() => sourceFiles(source)).toThrow('{nmae}');
  });
});

describe('files that take the place of others', () => {
  it('replaces a file and a folder, and leaves nothing beside them', () => {
    const file = write('out/one.csv', 'old');
    const staged = stagingLocation(file, {});
    expect(dirname(staged)).toBe(dirname(file));
    writeFileSync(staged, 'new');
    expect(readFileSync(file, 'utf8')).toBe('old');
    publishFiles(staged, file);
    expect(readFileSync(file, 'utf8')).toBe('new');

    write('out/many/id=1/data.csv', 'old');
    const many = join(folder, 'out', 'many');
    const stagedFolder = stagingLocation(many, { partition_by: 'id' });
    mkdirSync(join(stagedFolder, 'id=2'), { recursive: true });
    publishFiles(stagedFolder, many);
    expect(readdirSync(many)).toEqual(['id=2']);
    expect(readdirSync(join(folder, 'out')).sort()).toEqual(['many', 'one.csv']);
  });

  it('puts a folder back whose replacement was interrupted', () => {
    write('killed/.many.xform-old/data.csv', 'old');
    stagingLocation(join(folder, 'killed', 'many'), {});
    expect(readFileSync(join(folder, 'killed', 'many', 'data.csv'), 'utf8')).toBe('old');
  });

  it('says which place cannot be written', () => {
    const file = write('plain.csv', 'a');
    expect(() => stagingLocation(join(file, 'below', 'x.csv'), {})).toThrow(/Cannot write .*x\.csv/);
  });

  it.each([
    ['s3://bucket/x.parquet', {}],
    ['out/appended', { append: true }],
  ])('writes straight to %s', (location, options) => {
    expect(stagingLocation(location, options)).toBe(location);
  });
});

describe('a project over files', () => {
  const XFORM = join(import.meta.dirname, '..', '..', '..', 'dist', 'xform.js');
  const run = (...args: string[]) =>
    execFileSync(process.execPath, [XFORM, ...args, '--profiles-dir', join(folder, 'lake')], {
      cwd: join(folder, 'lake'),
      encoding: 'utf8',
    });

  it('reads globs with hive partitions and writes partitioned Parquet, which a failing model leaves whole', () => {
    write('lake/dbt_project.yml', "name: lake\nversion: '1.0'\nprofile: lake\n");
    const dev = { type: 'duckdb', path: 'lake.duckdb', external_root: 'out' };
    write('lake/profiles.yml', JSON.stringify({ lake: { target: 'dev', outputs: { dev } } }));
    write('lake/landing/orders/day=1/a.csv', 'id,cents\n1,10\n2,20\n');
    write('lake/landing/orders/day=2/b.csv', 'id,cents\n3,30\n');
    write(
      'lake/models/sources.yml',
      `sources:\n  - name: landing\n    config: {meta: {external_location: "read_csv('landing/{name}/*/*.csv', hive_partitioning=true)"}}\n    tables: [{name: orders}]\n`,
    );
    const model = (select: string) =>
      `{{ config(materialized='external', location='out/orders', options={'partition_by': 'day'}) }} ${select}`;
    write('lake/models/orders.sql', model("select id, cents, day from {{ source('landing', 'orders') }}"));
    write(
      'lake/models/total.sql',
      "{{ config(materialized='external', format='json') }} select sum(cents)::int as cents from {{ ref('orders') }}",
    );
    run('build');
    const total = join(folder, 'lake', 'out', 'total.json');
    expect(JSON.parse(readFileSync(total, 'utf8'))).toEqual({ cents: 60 });
    const partitions = () => readdirSync(join(folder, 'lake', 'out', 'orders')).sort();
    expect(partitions()).toEqual(['day=1', 'day=2']);

    write('lake/landing/orders/day=2/b.csv', 'id,cents\n3,31\n');
    write('lake/landing/orders/day=3/c.csv', 'id,cents\nfour,40\n');
    write(
      'lake/models/orders.sql',
      model("select id::int as id, cents, day from {{ source('landing', 'orders') }}"),
    );
    expect(() => run('build')).toThrow();
    expect(partitions()).toEqual(['day=1', 'day=2']);
    expect(JSON.parse(readFileSync(total, 'utf8'))).toEqual({ cents: 60 });
    expect(existsSync(join(folder, 'lake', 'out', '.orders.xform-new'))).toBe(false);
  });

  it('keeps secrets out of logs and messages', () => {
    const secrets = [{ type: 's3', key_id: 'AKIA', secret: 'top-secret-value', region: 'eu-west-1' }];
    const dev = { type: 'duckdb', path: 'other.duckdb', secrets, extensions: ['no_such_extension'] };
    write('lake/profiles.yml', JSON.stringify({ lake: { target: 'dev', outputs: { dev } } }));
    let output = '';
    try {
      output = run('run', '--debug');
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      output = stdout + stderr;
    }
    expect(output).toMatch(/The DuckDB extension no_such_extension is not on this machine/);
    const log = readFileSync(join(folder, 'lake', 'logs', 'dbt.log'), 'utf8');
    expect(output + log).not.toContain('top-secret-value');
  });
});
