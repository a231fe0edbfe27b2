import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryProject, xform } from '../support/cli.js';

const FILES = {
  'dbt_project.yml': `name: shop
version: '1.0'
profile: shop
asset-paths: [assets, missing_assets]
models: {+persist_docs: {relation: true, columns: true}}
`,
  'profiles.yml': 'shop: {target: dev, outputs: {dev: {type: duckdb, path: shop.duckdb, threads: 2}}}\n',
  'assets/sub/b.txt': 'hi',
  'seeds/people.csv': 'id,Name\n1,a\n2,b\n',
  'models/a.sql': `{{ config(materialized='table') }} select id, "Name" as n from {{ ref('people') }}`,
  'models/b.sql': "select *, 1.5 as amount from {{ ref('a') }}",
  'models/e.sql': "{{ config(materialized='ephemeral') }} select 1 as x",
  'models/s.yml': `version: 2
sources:
  - name: raw
    schema: main
    tables: [{name: people}, {name: nowhere}]
models:
  - name: a
    description: "It's a"
    columns: [{name: id, description: the id}]
  - name: b
    description: view b
`,
};

const NO_STATS = {
  has_stats: {
    id: 'has_stats',
    label: 'Has Stats?',
    value: false,
    include: false,
    description: 'Indicates whether there are statistics for this table',
  },
};

function entry(
  id: string,
  type: string,
  name: string,
  comment: string | null,
  columns: [string, string, (string | null)?][],
) {
  return {
    metadata: { type, schema: 'main', name, database: 'shop', comment, owner: null },
    columns: Object.fromEntries(
      columns.map(([column, columnType, columnComment], i) => [
        column,
        { type: columnType, index: i + 1, name: column, comment: columnComment ?? null },
      ]),
    ),
    stats: NO_STATS,
    unique_id: id,
  };
}

/** What dbt 1.11.16 with dbt-duckdb 1.11.1 writes for this project. */
const PEOPLE: [string, string][] = [
  ['id', 'INTEGER'],
  ['Name', 'VARCHAR'],
];
const NODES = {
  'model.shop.a': entry('model.shop.a', 'BASE TABLE', 'a', "It's a", [
    ['id', 'INTEGER', 'the id'],
    ['n', 'VARCHAR'],
  ]),
  'model.shop.b': entry('model.shop.b', 'VIEW', 'b', 'view b', [
    ['id', 'INTEGER'],
    ['n', 'VARCHAR'],
    ['amount', 'DECIMAL(2,1)'],
  ]),
  'seed.shop.people': entry('seed.shop.people', 'BASE TABLE', 'people', null, PEOPLE),
};
const SOURCES = {
  'source.shop.raw.people': entry('source.shop.raw.people', 'BASE TABLE', 'people', null, PEOPLE),
};

describe('docs generate', () => {
  const project = temporaryProject(FILES);
  const cwd = project.folder;
  const target = (path: string): string => join(cwd, 'target', path);
  const read = (path: string) => JSON.parse(readFileSync(target(path), 'utf8'));

  beforeAll(() => {
    const built = xform(['build'], { cwd });
    if (built.code !== 0) throw new Error(built.text);
  });
  afterAll(() => project.remove());

  it('writes what the warehouse holds of the project, as dbt does', () => {
    const { code, text } = xform(['docs', 'generate'], { cwd });
    expect(text).toContain('Catalog written to');
    expect(code).toBe(0);
    const { metadata, ...catalog } = read('catalog.json');
    expect(catalog).toEqual({ nodes: NODES, sources: SOURCES, errors: null });
    expect(metadata).toMatchObject({
      dbt_schema_version: 'https://schemas.getdbt.com/dbt/catalog/v1.json',
      invocation_id: expect.any(String),
      env: {},
    });
    expect(read('manifest.json').nodes['model.shop.b'].compiled_code).toContain('"shop"."main"."a"');
    expect(read('run_results.json').args.which).toBe('generate');
  });

  it('copies the folders of asset-paths, and leaves out those that do not exist', () => {
    expect(readFileSync(target('assets/sub/b.txt'), 'utf8')).toBe('hi');
    expect(existsSync(target('missing_assets'))).toBe(false);
  });

  it('with --no-compile writes the catalog only; --select limits it', () => {
    const before = readFileSync(target('manifest.json'), 'utf8');
    expect(xform(['docs', 'generate', '--no-compile', '-s', 'b', 'source:raw'], { cwd }).code).toBe(0);
    expect(readFileSync(target('manifest.json'), 'utf8')).toBe(before);
    const { nodes, sources } = read('catalog.json');
    expect(Object.keys(nodes)).toEqual(['model.shop.b']);
    expect(Object.keys(sources)).toEqual(['source.shop.raw.people']);
  });

  it('with --empty-catalog asks the warehouse nothing', () => {
    expect(xform(['docs', 'generate', '--empty-catalog'], { cwd }).code).toBe(0);
    expect(read('catalog.json')).toMatchObject({ nodes: {}, sources: {}, errors: null });
  });

  it('docs without a command prints what there is', () => {
    const { code, text } = xform(['docs'], { cwd });
    expect(text).toContain('generate');
    expect(code).toBe(2);
  });
});
