import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShadowCatalog, type ShadowCatalog } from '../../../src/analysis/shadow/shadowCatalog.js';
import { RELATIONS, STATEMENTS } from './statements.js';

let shadow: ShadowCatalog;
beforeAll(async () => {
  shadow = await openShadowCatalog({ databases: ['shop'] });
  for (const { name, columns } of RELATIONS) await shadow.define(name, columns);
}, 60_000);
afterAll(() => shadow.close());

const COLUMNS = [...new Set(RELATIONS.flatMap((relation) => relation.columns.map((column) => column.name)))];

describe('the binder', () => {
  it.each(Object.entries(STATEMENTS))('accepts %s', async (_name, sql) => {
    expect(await shadow.describe(sql)).toHaveProperty('columns');
  });

  it.each(Object.entries(STATEMENTS))('finds each misspelt column of %s where it is', async (_name, sql) => {
    for (const match of sql.matchAll(new RegExp(`\\b(${COLUMNS.join('|')})\\b`, 'g'))) {
      if (/\bas\s+$/i.test(sql.slice(0, match.index))) continue;
      const mutant = `${sql.slice(0, match.index)}${match[0]}_zz${sql.slice(match.index + match[0].length)}`;
      const result = await shadow.describe(mutant);
      const problem = 'problem' in result ? result.problem : undefined;
      expect(problem?.kind, mutant).toBe('unknown_column');
      // USING tells the name, but no place.
      if (problem!.position === undefined) expect(problem!.name).toBe(`${match[0]}_zz`);
      else expect(mutant.slice(problem!.position).replace(/^\w+\./, '')).toMatch(`${match[0]}_zz`);
      if (problem!.position !== undefined) {
        expect(match.index - problem!.position, mutant).toBeLessThan(20);
        expect(match.index - problem!.position, mutant).toBeGreaterThanOrEqual(0);
      }
    }
  });

  it('tells kinds of problems apart', async () => {
    const kind = async (sql: string) => {
      const result = await shadow.describe(sql);
      return 'problem' in result ? result.problem.kind : result;
    };
    expect(await kind('select order_id from orders, refunds')).toBe('ambiguous_column');
    expect(await kind('select sum(status) from orders')).toBe('type_error');
    expect(await kind('select 1 from missing')).toBe('missing_relation');
    expect(await kind('select nothing_like_it(1)')).toBe('missing_function');
    expect(await kind('select from where')).toBe('syntax_error');
    expect(await kind("select * from read_csv('x.csv')")).toHaveProperty('unknown');
  });
});
