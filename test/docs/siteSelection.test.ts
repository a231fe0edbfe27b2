import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSearchIndex, type SearchIndex } from '../../src/docs/site/data/searchIndex.js';
import { selectResources } from '../../src/docs/site/data/selectResources.js';
import { createModel, type SiteModel } from '../../src/docs/site/data/siteModel.js';
import { expandFrom, expandNode, visibleGraph } from '../../src/docs/site/graph/neighbourhood.js';
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
    const names = async (query: string, kind: string): Promise<string[]> =>
      (await search.search(query)).hits
        .filter((hit) => hit.kind === kind)
        .map(({ resource, column }) => `${model.index.label[resource]}${column ? `.${column}` : ''}`);
    expect((await names('daily rev', 'name'))[0]).toBe('daily_revenue');
    expect(await names('order_payments.paid', 'column')).toEqual(
      expect.arrayContaining(['order_payments.paid_amount', 'order_payments.first_paid_at']),
    );
    expect(await names('slowly changing dim', 'description')).toEqual(['dim_customers']);
    expect(await names('is_incremental', 'code')).toEqual(['fct_order_items']);
    expect((await search.search('  ')).hits).toEqual([]);
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
    expect([...visible.keys].sort()).toEqual([1, 2, 3]);
    expect([visible.hidden(3, 'down'), visible.hidden(3, 'up'), visible.hidden(2, 'up')]).toEqual([1, 1, 0]);
    const more = visibleGraph(expandNode(first, 3, 'up'), graph);
    expect([...more.keys].sort()).toEqual([1, 2, 3, 5]);
    expect(more.edges).toHaveLength(3);
    expect([...visibleGraph(expandFrom([2], 2, graph), graph).keys].sort()).toEqual([1, 2, 3, 4]);
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
