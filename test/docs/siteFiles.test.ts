import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  SiteColumns,
  SiteIndex,
  SiteLineage,
  SiteOverview,
  SiteRelationships,
  SiteResource,
} from '../../src/docs/siteData.js';
import { shardOf, textPartOf, tokensOf } from '../../src/docs/siteData.js';
import { temporaryProject, xform } from '../support/cli.js';

const FILES = {
  'dbt_project.yml': 'name: shop\nversion: "1.0"\nasset-paths: [assets]\n',
  'assets/logo.txt': 'a picture',
  'seeds/people.csv': 'id,name\n1,a\n2,b\n2,c\n',
  'models/gold/totals.sql': `{{ config(materialized='table', tags=['daily'], meta={'owner': 'Ann'}) }}
-- </script>
select p.name, count(*) as amount from {{ ref('people') }} p join {{ ref('kinds') }} k on p.id = k.id group by 1`,
  'models/kinds.sql': 'select id, {{ twice("id") }} as double_id from {{ ref("people") }}',
  'models/secret.sql': `{{ config(docs={'show': false}) }}
{% set largest = run_query('select max(double_id) from ' ~ ref('kinds')) %}
select {% if execute %}id as x{{ largest.rows[0][0] }}{% endif %} from {{ ref('kinds') }}`,
  'macros/twice.sql': '{% macro twice(column) %}2 * {{ column }}{% endmacro %}',
  'models/models.yml': `
version: 2
groups: [{name: finance, owner: {name: Bea, email: bea@example.com}}]
models:
  - name: totals
    description: "Amounts **per name**"
    config: {group: finance}
    columns: [{name: amount, description: how many, data_tests: [not_null]}]
  - name: kinds
    columns:
      - name: id
        data_tests: [unique, {relationships: {arguments: {to: ref('people'), field: id}}}]
exposures:
  - {name: board, type: dashboard, url: "https://bi.example.com/1", owner: {name: Cleo}, depends_on: [ref('totals')]}
`,
};

describe('docs generate', () => {
  const { folder, remove } = temporaryProject(FILES);
  const site = join(folder, 'target', 'site');
  const read = <T>(name: string): T => {
    const text = readFileSync(join(site, 'data', `${name}.js`), 'utf8');
    const [, found, json] = /^xformData\("([^"]+)",(.*)\);\n$/s.exec(text)!;
    expect(found).toBe(name);
    return JSON.parse(json!) as T;
  };
  const overview = (): SiteOverview => read('overview');
  const shard = (id: string): number => shardOf(id, overview().shards);
  const resource = (id: string): SiteResource =>
    read<Record<string, SiteResource>>(`resource/${shard(id)}`)[id]!;
  const lineage = (id: string): SiteLineage => read<Record<string, SiteLineage>>(`lineage/${shard(id)}`)[id]!;

  beforeAll(() => {
    expect(xform(['build'], { cwd: folder }).code).toBe(1); // kinds.id is not unique
    const done = xform(['docs', 'generate', '--static'], { cwd: folder });
    expect(done.code, done.text).toBe(0);
  });
  afterAll(remove);

  it('writes a page, code and style beside the data, and dbt’s address leads there', () => {
    for (const name of ['index.html', 'app.js', 'style.css'])
      expect(existsSync(join(site, name)), name).toBe(true);
    expect(readFileSync(join(folder, 'target', 'index.html'), 'utf8')).toContain('site/index.html');
    expect(readFileSync(join(site, 'assets', 'logo.txt'), 'utf8')).toBe('a picture');
  });

  it('counts what there is, and what the tests said last', () => {
    const { counts, tests, groups, exposures, documented } = overview();
    expect(counts).toEqual({ model: 3, seed: 1, exposure: 1, macro: 1 });
    expect(tests.total).toBe(3);
    expect(tests.byStatus).toMatchObject({ fail: 1 });
    expect(tests.failing.map(({ status, link }) => [status, link?.[1]])).toEqual([['fail', 'kinds']]);
    expect(groups).toMatchObject([{ name: 'finance', owner: 'Bea <bea@example.com>', count: 1 }]);
    expect(exposures).toMatchObject([{ link: ['exposure.shop.board', 'board', 'exposure'], owner: 'Cleo' }]);
    expect(documented).toEqual({ models: 3, described: 1, columns: 5, describedColumns: 1 });
  });

  it('lists resources with what selecting and drawing needs', () => {
    const index = read<SiteIndex>('index');
    const at = (id: string): number => index.id.indexOf(id);
    const parents = index.parents[at('model.shop.totals')]!.map((parent) => index.label[parent]);
    expect(parents.sort()).toEqual(['kinds', 'people']);
    expect(index.tagSets[index.tags[at('model.shop.totals')]!]).toEqual(['daily']);
    expect(index.layers[index.layer[at('model.shop.totals')]!]).toBe('gold');
    expect(index.groups[index.group[at('model.shop.totals')]!]).toBe('finance');
    expect(index.health[at('model.shop.kinds')]).toBe('fail');
    expect(index.hidden).toEqual([at('model.shop.secret')]);
    expect(index.id.some((id) => id.startsWith('macro.dbt'))).toBe(false);
    const columns = read<SiteColumns>('columns');
    expect(columns[at('model.shop.totals')]).toEqual(['name', 'amount']);
  });

  it('has a page for each resource', () => {
    const totals = resource('model.shop.totals');
    expect(totals.description).toBe('Amounts **per name**');
    expect(totals.columns.map(({ name, type, description }) => [name, type, description])).toEqual([
      ['name', 'VARCHAR', ''],
      ['amount', 'BIGINT', 'how many'],
    ]);
    expect(totals.owners.map(({ text }) => text)).toEqual(['Ann', 'Bea <bea@example.com>']);
    expect(totals.referencedBy).toEqual([['exposure.shop.board', 'board', 'exposure']]);
    expect(totals.dependsOn.map(([, label]) => label).sort()).toEqual(['kinds', 'people']);
    expect(totals.raw).toContain("{{ ref('people') }}");
    expect(totals.compiled).not.toContain('{{');
    expect(totals.tests.map(({ label, column }) => [label, column])).toEqual([['not_null', 'amount']]);
    expect(resource('seed.shop.people').stats.find(({ label }) => label === 'Rows')?.text).toBe('3');
    expect(totals.lastRun?.status).toBe('skipped');
    expect(resource('macro.shop.twice').referencedBy.map(([, label]) => label)).toEqual(['kinds']);
    expect(resource('exposure.shop.board').url).toBe('https://bi.example.com/1');
  });

  it('says what each column is made from, and of what each makes others', () => {
    const kinds = lineage('model.shop.kinds');
    const double = kinds.columns.find(({ name }) => name === 'double_id')!;
    expect(double.value.map(([at, column, kind]) => [kinds.relations[at]![0], column, kind])).toEqual([
      ['seed.shop.people', 'id', 'transformed'],
    ]);
    const people = lineage('seed.shop.people');
    const readers = people.readers['id']!.map(([at, column]) => `${people.relations[at]![1]}.${column}`);
    expect(readers.sort()).toEqual(['kinds.double_id', 'kinds.id']);
    const influenced = people.influenced['id']!.map(([at, kind]) => `${people.relations[at]![1]} ${kind}`);
    expect(influenced).toContain('totals join');
  });

  it('traces what only the warehouse could answer for templates', () => {
    const { relations, columns } = lineage('model.shop.secret');
    expect(columns.map(({ name }) => name)).toEqual(['x4']);
    expect(columns[0]!.value.map(([at, column]) => [relations[at]![0], column])).toEqual([
      ['model.shop.kinds', 'id'],
    ]);
  });

  it('knows entities from relationship tests', () => {
    const { entities, edges } = read<SiteRelationships>('relationships');
    expect(entities.map(({ link }) => link[1])).toEqual(['kinds', 'people']);
    expect(edges).toMatchObject([{ from: 0, fromColumn: 'id', to: 1, toColumn: 'id', status: 'pass' }]);
  });

  it('finds words of descriptions and code', () => {
    const index = read<SiteIndex>('index');
    const find = (word: string, field: 0 | 1): string[] => {
      const part = read<Record<string, [number[], number[]]>>(
        `text/${textPartOf(word, overview().textParts)}`,
      );
      let at = 0;
      return (part[word]?.[field] ?? []).map((gap) => index.label[(at += gap)]!);
    };
    expect(find('amounts', 0)).toEqual(['totals']);
    expect(find('twice', 1).sort()).toEqual(['kinds', 'twice']);
    expect(find('nowhere', 1)).toEqual([]);
  });

  it('has everything in one page with --static, and no markup in its data', () => {
    const page = readFileSync(join(folder, 'target', 'static_index.html'), 'utf8');
    expect(page).not.toMatch(/<script[^>]+src=|<link[^>]+stylesheet/);
    const inert = [
      ...page.matchAll(/<script type="application\/json" data-name="([^"]+)">(.*?)<\/script>/gs),
    ];
    expect(inert.map(([, name]) => name)).toContain('overview');
    for (const [, name, json] of inert) expect(() => JSON.parse(json!), name).not.toThrow();
    expect(inert.map(([, , json]) => json).join('')).toContain('\\u003c/script>');
  });

  it('keeps results of tests over commands that run none', () => {
    expect(xform(['compile'], { cwd: folder }).code).toBe(0);
    expect(xform(['docs', 'generate'], { cwd: folder }).code).toBe(0);
    expect(overview().tests.byStatus).toMatchObject({ fail: 1 });
  });
});

describe('words', () => {
  it('are split at everything but letters and digits', () => {
    expect([...tokensOf('Select order_id, "Größe" FROM x.y2 WHERE a')]).toEqual([
      'select',
      'order',
      'id',
      'größe',
      'from',
      'y2',
      'where',
    ]);
  });

  it('that start alike are in one part', () => {
    expect(textPartOf('customer', 300)).toBe(textPartOf('cu', 300));
  });
});
