import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { temporaryProject, xform } from '../../support/cli.js';

const PROJECT = "name: shop\nversion: '1.0'\nprofile: shop\nmodels: {+materialized: view}\n";
const PROFILES = 'shop: {target: dev, outputs: {dev: {type: duckdb, path: shop.duckdb, threads: 2}}}\n';
const SOURCE =
  "select 1 as id, 'x' as name, 5::hugeint as big, [1, 2] as list, {'a': date '2020-01-01'} as pair";

/** A Python with the package duckdb, for these tests: XFORM_TEST_PYTHON or python3. */
const python = process.env['XFORM_TEST_PYTHON'] ?? 'python3';
const available = spawnSync(python, ['-c', 'import duckdb']).status === 0;
if (!available)
  console.warn(`Python models are not tested: ${python} has no package duckdb (set XFORM_TEST_PYTHON)`);

let remove: (() => void) | undefined;
afterEach(() => remove?.());

function open(files: Record<string, string>) {
  const project = temporaryProject({ 'dbt_project.yml': PROJECT, 'profiles.yml': PROFILES, ...files });
  remove = project.remove;
  const cwd = project.folder;
  const env = { XFORM_PYTHON: python };
  return {
    cwd,
    run: (...args: string[]) => xform(args, { cwd, env }),
    rows(sql: string): unknown {
      const { stdout } = xform(['show', '--inline', sql, '--output', 'json', '--limit', '-1'], { cwd, env });
      return JSON.parse(stdout.slice(stdout.indexOf('{'))).show;
    },
    manifest: () => JSON.parse(readFileSync(join(cwd, 'target', 'manifest.json'), 'utf8')),
  };
}

describe.skipIf(!available)('Python models on DuckDB', () => {
  it('become tables, whatever the project says; types come through as they are', () => {
    const project = open({
      'models/source.sql': SOURCE,
      'models/copy.py':
        'def model(dbt, session):\n    print("seen")\n    return dbt.ref("source").filter("id > 0")\n',
    });
    const { code, text } = project.run('run');
    expect(code, text).toBe(0);
    expect(text).toContain('START python table model');
    expect(text).toContain('seen');
    expect(project.rows("select typeof(columns(*)) from {{ ref('copy') }}")).toEqual(
      project.rows("select typeof(columns(*)) from {{ ref('source') }}"),
    );
    expect(project.rows("select id, big, list from {{ ref('copy') }}")).toEqual([
      { id: 1, big: 5, list: '[1, 2]' },
    ]);
    expect(project.manifest().nodes['model.shop.copy'].config.materialized).toBe('table');
  });

  it('may query relations and their own variables through the session, and know themselves when incremental', () => {
    const project = open({
      'models/source.sql': 'select 1 as id',
      'models/grown.py': `def model(dbt, session):
    dbt.config(materialized='incremental', unique_key='id')
    if dbt.is_incremental:
        return session.sql(f"select max(id) + 1 as id from {dbt.this}")
    rows = dbt.ref('source')
    more = session.sql('select 10 as id')
    return session.sql('select * from rows union all select * from more')
`,
    });
    expect(project.run('run').code).toBe(0);
    expect(project.run('run').code).toBe(0);
    expect(project.rows("select id from {{ ref('grown') }} order by id")).toEqual([
      { id: 1 },
      { id: 10 },
      { id: 11 },
    ]);
  });

  it('read whole relations, also with --empty', () => {
    const project = open({
      'models/source.sql': "{{ config(materialized='table') }}select 1 as id",
      'models/copy.py': 'def model(dbt, session):\n    return dbt.ref("source")\n',
    });
    expect(project.run('run').code).toBe(0);
    expect(project.run('run', '--empty').code).toBe(0);
    expect(project.rows("select count(*) as n from {{ ref('copy') }}")).toEqual([{ n: 1 }]);
  });

  it('say in which line they failed', () => {
    const project = open({
      'models/bad.py': `def helper():
    raise ValueError('no way')


def model(dbt, session):
    return helper()
`,
      'models/worse.py': 'import pandaz\n\n\ndef model(dbt, session):\n    return None\n',
    });
    const { code, text } = project.run('run');
    expect(code).toBe(1);
    expect(text).toMatch(/ValueError: no way\s+at models\/bad\.py:2\s+called from models\/bad\.py:6/);
    expect(text).toMatch(
      /No module named 'pandaz'\s+at models\/worse\.py:1\s+Hint: .* -m pip install pandaz/,
    );
  });
});

describe('without a Python that has DuckDB', () => {
  it('a Python model says what it needs', () => {
    const project = open({ 'models/a.py': 'def model(dbt, session):\n    return None\n' });
    mkdirSync(join(project.cwd, 'empty'));
    const { code, text } = xform(['run'], { cwd: project.cwd, env: { PATH: join(project.cwd, 'empty') } });
    expect(code).toBe(1);
    expect(text).toContain('Python models need a python3, and there is none on PATH');
    expect(text).toContain('Hint: ');
  });
});
