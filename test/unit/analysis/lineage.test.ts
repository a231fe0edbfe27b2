import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPolyglotLineage } from '../../../src/analysis/lineage/polyglotLineage.js';
import { openShadowCatalog, type ShadowCatalog } from '../../../src/analysis/shadow/shadowCatalog.js';
import type { LineageProvider } from '../../../src/analysis/types.js';
import { RELATIONS, STATEMENTS } from './statements.js';

let lineage: LineageProvider;
let shadow: ShadowCatalog;

beforeAll(async () => {
  lineage = await createPolyglotLineage('duckdb');
  shadow = await openShadowCatalog({ databases: ['shop'] });
  for (const { name, columns } of RELATIONS) await shadow.define(name, columns);
}, 60_000);
afterAll(() => shadow.close());

const text = (edges: readonly { relation: string; column: string; kind: string }[]) =>
  edges
    .map(({ relation, column, kind }) => `${relation.replace('model.shop.', '')}.${column} ${kind}`)
    .sort();

describe('what a statement reads', () => {
  it.each(Object.entries(STATEMENTS))('is what DuckDB cannot do without: %s', async (_name, sql) => {
    const traced = lineage.trace(sql, RELATIONS);
    expect(traced.unknown).toBeUndefined();
    const claimed = traced.reads.map(({ relation, column }) => `${relation}.${column}`).sort();
    const needed: string[] = [];
    for (const { id, name, columns } of RELATIONS) {
      for (const { name: column } of columns) {
        await shadow.define(
          name,
          columns.filter((each) => each.name !== column),
        );
        if (!('columns' in (await shadow.describe(sql)))) needed.push(`${id}.${column}`);
      }
      await shadow.define(name, columns);
    }
    expect(claimed).toEqual(needed.sort());
    const bound = await shadow.describe(sql);
    expect('columns' in bound && bound.columns.length).toBe(traced.columns.length);
  });
});

describe('edges', () => {
  it('go through CTEs, joins and aggregates', () => {
    const { columns } = lineage.trace(STATEMENTS['ctes']!, RELATIONS);
    expect(columns.map((column) => column.name)).toEqual(['name', 'total']);
    expect(text(columns[1]!.value)).toEqual(['orders.amount aggregated']);
    expect(columns[1]!.expression).toBe('SUM(amount)');
    expect(text(columns[0]!.value)).toEqual(['customers.name copied']);
    expect(text(columns[0]!.influence)).toEqual([
      'customers.customer_id join',
      'orders.amount order',
      'orders.customer_id group',
      'orders.customer_id join',
      'orders.status filter',
    ]);
  });

  it('are of both sides of a union, of the left side of except', () => {
    const union = lineage.trace(STATEMENTS['union']!, RELATIONS);
    expect(text(union.columns[1]!.value)).toEqual(['orders.amount copied', 'refunds.refunded transformed']);
    const except = lineage.trace(STATEMENTS['except']!, RELATIONS);
    expect(text(except.columns[0]!.value)).toEqual(['orders.order_id copied']);
    expect(text(except.columns[0]!.influence)).toContain('refunds.order_id filter');
  });

  it('go through a union whose first part ends in a comparison with a subquery', () => {
    const { columns } = lineage.trace(STATEMENTS['unionAfterComparison']!, RELATIONS);
    expect(text(columns[1]!.value)).toEqual([
      'customers.customer_id copied',
      'orders.amount aggregated',
      'refunds.order_id copied',
    ]);
  });

  it('expand stars with exclude, replace and rename', () => {
    const { columns } = lineage.trace(
      'select * exclude (status) replace (amount * 2 as amount) rename (order_id as id) from shop.main.orders',
      RELATIONS,
    );
    expect(columns.map((column) => [column.name, ...text(column.value)])).toEqual([
      ['id', 'orders.order_id copied'],
      ['customer_id', 'orders.customer_id copied'],
      ['placed_at', 'orders.placed_at copied'],
      ['amount', 'orders.amount transformed'],
    ]);
  });

  it('are unknown, not guessed, where columns are not known', () => {
    const { columns, unknown } = lineage.trace(
      'select x.a, b from nowhere x join elsewhere y on x.i = y.i',
      RELATIONS,
    );
    expect(text(columns[0]!.value)).toEqual(['nowhere.a copied']);
    expect(columns[1]!.value).toEqual([]);
    expect(columns[1]!.unknown).toMatch(/may be of x or y/);
    expect(unknown).toBeDefined();
    expect(lineage.trace('select * from nowhere', RELATIONS).unknown).toMatch(/not known/);
    expect(lineage.trace('this is no sql', RELATIONS).unknown).toBeDefined();
  });
});
