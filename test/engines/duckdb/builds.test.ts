import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { temporaryProject, xform } from '../../support/cli.js';

/** What dbt 1.11.16 with dbt-duckdb 1.11.1 does with the same projects. */
const PROJECT = `name: shop
version: '1.0'
profile: shop
`;
const PROFILES = 'shop: {target: dev, outputs: {dev: {type: duckdb, path: shop.duckdb, threads: 2}}}\n';

let remove: (() => void) | undefined;
afterEach(() => remove?.());

function open(files: Record<string, string>, settings = '') {
  const project = temporaryProject({
    'dbt_project.yml': PROJECT + settings,
    'profiles.yml': PROFILES,
    ...files,
  });
  remove = project.remove;
  const cwd = project.folder;
  const path = (name: string): string => join(cwd, 'target', name);
  return {
    run: (...args: string[]) => xform(args, { cwd }),
    exists: (name: string) => existsSync(path(name)),
    text: (name: string) => readFileSync(path(name), 'utf8').replace(/\s+/g, ' ').trim(),
    json: (name: string) => JSON.parse(readFileSync(path(name), 'utf8')),
  };
}

describe('builds on DuckDB', () => {
  it('name the first version of a view, or of a table with a contract, in two steps', () => {
    const project = open({
      'models/a.sql': "{{ config(materialized='table') }}select 1 as id",
      'models/a.yml':
        'models: [{name: a, config: {contract: {enforced: true}}, columns: [{name: id, data_type: integer}]}]\n',
      'models/b.sql': "select * from {{ ref('a') }}",
    });
    expect(project.run('run').code).toBe(0);
    expect(project.text('run/shop/models/a.sql')).toMatch(
      /^create table "shop"."main"."a__dbt_tmp" \( id integer/,
    );
    expect(project.text('run/shop/models/b.sql')).toMatch(/^create view "shop"."main"."b__dbt_tmp" as \(/);
    const shown = project.run('show', '--inline', "select * from {{ ref('b') }}", '--output', 'json');
    expect(JSON.parse(shown.stdout.slice(shown.stdout.indexOf('{'))).show).toEqual([{ id: 1 }]);
  });

  it('know no key in an empty unique_key', () => {
    const project = open({
      'models/a.sql': "{{ config(materialized='incremental', unique_key='') }}select 1 as id",
    });
    expect(project.run('run').code).toBe(0);
    expect(project.run('run').code).toBe(0);
    const shown = project.run(
      'show',
      '--inline',
      "select count(*) as n from {{ ref('a') }}",
      '--output',
      'json',
    );
    expect(shown.stdout).toContain('"n": 2');
  });

  it('follow ref() in the `to` of foreign keys', () => {
    const project = open({
      'models/parents.sql': "{{ config(materialized='table') }}select 1 as id",
      'models/children.sql': "{{ config(materialized='table') }}select 1 as id",
      'models/properties.yml': `models:
- name: parents
  config: {contract: {enforced: true}}
  columns: [{name: id, data_type: integer, constraints: [{type: primary_key}]}]
- name: children
  config: {contract: {enforced: true}}
  constraints: [{type: foreign_key, columns: [id], to: ref('parents'), to_columns: [id]}]
  columns: [{name: id, data_type: integer, constraints: [{type: foreign_key, to: ref('parents'), to_columns: [id]}]}]
`,
    });
    expect(project.run('run').code).toBe(0);
    expect(project.text('run/shop/models/children.sql')).toContain(
      '( id integer references "main"."parents" (id), foreign key (id) references "main"."parents" (id) )',
    );
    const { constraints, columns, depends_on } = project.json('manifest.json').nodes['model.shop.children'];
    expect(constraints[0].to).toBe('"shop"."main"."parents"');
    expect(columns.id.constraints[0].to).toBe('"shop"."main"."parents"');
    expect(depends_on.nodes).toEqual(['model.shop.parents']);
    expect(project.run('run').code).toBe(0);
  });

  it('leave out files without text', () => {
    const project = open({ 'models/a.sql': 'select 1 as id', 'models/nothing.sql': ' \n' });
    const { code, text } = project.run('run');
    expect(code).toBe(0);
    expect(text).toContain('1 of 1 OK');
    expect(text).toContain('models/nothing.sql is empty');
    expect(project.run('list').stdout).toContain('shop.nothing');
  });
});

describe('commands on DuckDB', () => {
  it('stop at a run hook that cannot be rendered, before anything is built', () => {
    const project = open(
      { 'models/a.sql': 'select 1 as id' },
      `on-run-start: "{{ run_query('select * from nowhere') }}"\n`,
    );
    const { code, text } = project.run('run');
    expect(code).toBe(2);
    expect(text).toContain('Encountered an error:');
    expect(text).toContain('Table with name nowhere does not exist');
    expect(text).not.toContain('START sql');
    expect(project.exists('run_results.json')).toBe(false);
  });

  it('go on after a run hook whose statement fails', () => {
    const project = open({ 'models/a.sql': 'select 1 as id' }, 'on-run-start: select * from nowhere\n');
    const { code, text } = project.run('run');
    expect(code).toBe(1);
    expect(text).toContain('OK created sql view');
  });

  it('show records the statement with its limit', () => {
    const project = open({});
    expect(project.run('show', '--inline', 'select 1 as id', '--limit', '3').code).toBe(0);
    expect(project.json('run_results.json').results[0].compiled_code).toMatch(/limit 3/);
  });

  it('write what a query comment returns', () => {
    const project = open(
      { 'models/a.sql': 'select 1 as id' },
      `query-comment: "{{ return('made by ' ~ target.name) }}"\n`,
    );
    const { code, text } = project.run('--debug', 'run');
    expect(code).toBe(0);
    expect(text).toContain('/* made by dev */');
  });

  it('clone refuses what does not exist', () => {
    const project = open({ 'models/a.sql': 'select 1 as id' });
    expect(project.run('parse').code).toBe(0);
    const { code, text } = project.run('clone', '--state', 'target');
    expect(code).toBe(1);
    expect(text).toContain("The state and target directories are the same: 'target'");
    expect(text).toContain('it does not exist');
    expect(project.run('clone').text).toContain('--state or --defer-state');
  });
});
