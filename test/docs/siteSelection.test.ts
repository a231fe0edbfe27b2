import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFolderGraph } from '../../src/docs/site/data/folderGraph.js';
import { createSearchIndex, joinResults, type SearchIndex } from '../../src/docs/site/data/searchIndex.js';
import { selectResources } from '../../src/docs/site/data/selectResources.js';
import { createModel, type SiteModel } from '../../src/docs/site/data/siteModel.js';
import {
  expandFrom,
  expandNode,
  NEIGHBOURS_AT_ONCE,
  visibleGraph,
} from '../../src/docs/site/graph/neighbourhood.js';
import { addressOf, parseRoute } from '../../src/docs/site/routes.js';
import { type SiteOverview, textPartOf } from '../../src/docs/siteData.js';
import { xform } from '../support/cli.js';

const example = join(import.meta.dirname, '..', '..', 'example-project');
/**
 * What `dbt ls --indirect-selection empty` of dbt 1.11.16 lists of the example project, without tests. Analyses are left
 * out: dbt lists them only when asked for.
 */
const SELECTIONS = JSON.parse(readFileSync(join(import.meta.dirname, 'selections.json'), 'utf8')) as Record<
  string,
  string[]
>;

describe('the site’s own logic', () => {
  const folder = mkdtempSync(join(tmpdir(), 'xform-select-'));
  let model: SiteModel;
  let search: SearchIndex;

  function read<T>(name: string): T {
    const text = readFileSync(join(folder, 'target', 'site', 'data', `${name}.js`), 'utf8');
    return JSON.parse(/^xformData\("[^"]+",(.*)\);\n$/s.exec(text)![1]!) as T;
  }

  beforeAll(() => {
    cpSync(example, folder, {
      recursive: true,
      filter: (path) => !/[\\/](target|logs)$|\.duckdb/.test(path),
    });
    const done = xform(['docs', 'generate', '--empty-catalog'], { cwd: folder });
    expect(done.code, done.text).toBe(0);
    model = createModel(read('index'));
    const { textParts } = read<SiteOverview>('overview');
    const part = async (token: string) => read<never>(`text/${textPartOf(token, textParts)}`);
    search = createSearchIndex(model, read('columns'), part);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  for (const [selection, expected] of Object.entries(SELECTIONS)) {
    it(`selects ${selection} as dbt does`, () => {
      const { resources } = selectResources(model, 'shop', selection, '');
      const ids = resources.map((resource) => model.index.id[resource]!);
      expect(ids.filter((id) => !/^(test|macro|analysis)\./.test(id)).sort()).toEqual(expected);
    });
  }

  it('says what a selection that finds nothing may have meant', () => {
    expect(selectResources(model, 'shop', 'daily_revenu', '').notes.join()).toContain('daily_revenue');
    expect(() => selectResources(model, 'shop', 'tags:x', '')).toThrow("'tags' is not a valid method name");
    expect(() => selectResources(model, 'shop', 'state:modified', '')).toThrow('earlier run');
  });

  it('finds names by parts and with letters left out, columns with their resource, words in texts', async () => {
    const hits = async (query: string) =>
      joinResults(search.searchNames(query), await search.searchTexts(query)).hits;
    const names = async (query: string, kind: string): Promise<string[]> =>
      (await hits(query))
        .filter((hit) => hit.kind === kind)
        .map(({ resource, column }) => `${model.index.label[resource]}${column ? `.${column}` : ''}`);
    expect((await names('daily rev', 'name'))[0]).toBe('daily_revenue');
    expect(await names('order_payments.paid', 'column')).toEqual(
      expect.arrayContaining(['order_payments.paid_amount', 'order_payments.first_paid_at']),
    );
    expect(await names('slowly changing dim', 'description')).toEqual(['dim_customers']);
    expect(await names('is_incremental', 'code')).toEqual(['fct_order_items']);
    expect(await hits('  ')).toEqual([]);
  });

  it('shows so many hops of a graph, and counts the rest', () => {
    // 1 -> 2 -> 3 -> 4, and 5 -> 3
    const edges: readonly (readonly [number, number])[] = [
      [1, 2],
      [2, 3],
      [3, 4],
      [5, 3],
    ];
    const graph = {
      up: (key: number) => edges.filter(([, to]) => to === key).map(([from]) => from),
      down: (key: number) => edges.filter(([from]) => from === key).map(([, to]) => to),
    };
    const first = expandFrom([2], 1, graph);
    const visible = visibleGraph(first, graph);
    expect([...first].sort()).toEqual([1, 2, 3]);
    expect([visible.hidden(3, 'down'), visible.hidden(3, 'up'), visible.hidden(2, 'up')]).toEqual([1, 1, 0]);
    const more = expandNode(first, 3, 'up', graph);
    expect([...more].sort()).toEqual([1, 2, 3, 5]);
    expect(visibleGraph(more, graph).edges).toHaveLength(3);
    expect([...expandFrom([2], 2, graph)].sort()).toEqual([1, 2, 3, 4]);
  });

  it('shows the neighbours of a hub in steps', () => {
    const children = Array.from({ length: 1500 }, (_, i) => i + 1);
    const graph = {
      up: (key: number) => (key === 0 ? [] : [0]),
      down: (key: number) => (key === 0 ? children : []),
    };
    const first = expandFrom([0], 2, graph);
    expect(first.size).toBe(1 + NEIGHBOURS_AT_ONCE);
    expect(visibleGraph(first, graph).hidden(0, 'down')).toBe(1500 - NEIGHBOURS_AT_ONCE);
    const more = expandNode(first, 0, 'down', graph);
    expect(visibleGraph(more, graph).hidden(0, 'down')).toBe(1500 - 2 * NEIGHBOURS_AT_ONCE);
    // From one of the children all of them are a hop away only downstream of the hub, which is not that way.
    expect([...expandFrom([7], 2, graph)].sort()).toEqual([0, 7]);
  });

  it('draws folders where there is too much to draw', () => {
    const all = model.index.id.map((_id, i) => i).filter((i) => model.typeOf(i) !== 'macro');
    const { groups, edges } = createFolderGraph(model, all, 'shop');
    expect(groups.flatMap(({ resources }) => resources).sort((a, b) => a - b)).toEqual(all);
    const byName = new Map(groups.map((group) => [group.name, group]));
    for (const { selector, resources } of groups) {
      const selected = selectResources(model, 'shop', selector, '').resources;
      expect(selected, selector).toEqual(expect.arrayContaining([...resources]));
    }
    const [gold, silver] = ['models/gold', 'models/silver'].map((name) => groups.indexOf(byName.get(name)!));
    const read = byName
      .get('models/gold')!
      .resources.flatMap((resource) => model.index.parents[resource]!)
      .filter((parent) => byName.get('models/silver')!.resources.includes(parent));
    expect(edges).toContainEqual({ from: silver, to: gold, count: read.length });
  });
});

describe('addresses', () => {
  for (const address of [
    '#/',
    '#/resource/model.shop.orders?tab=code',
    '#/resource/source.shop.raw%20data.orders%2F2',
    '#/graph?select=%2Borders+tag%3Ax&exclude=y',
    '#/column/model.shop.orders/Total%20%25',
    '#/diagram?focus=model.shop.orders',
  ]) {
    it(`${address} leads to itself`, () => expect(addressOf(parseRoute(address))).toBe(address));
  }

  it('of dbt’s site work', () => {
    expect(parseRoute('#!/model/model.shop.orders')).toMatchObject({
      page: 'resource',
      id: 'model.shop.orders',
    });
    expect(parseRoute('#!/overview')).toEqual({ page: 'overview' });
  });

  it('that are no addresses say so', () => expect(parseRoute('#/what/ever').page).toBe('missing'));
});
