import { describe, expect, it } from 'vitest';
import { duckdbDialect } from '../../src/adapters/duckdb/dialect.js';
import { postgresDialect } from '../../src/adapters/postgres/dialect.js';
import { Relation } from '../../src/adapters/relation.js';
import { PyDateTime, PyTimeZone } from '../../src/jinja/modules/datetime.js';

const start = PyDateTime.of(2020, 1, 1, 0, 0, 0, 0, PyTimeZone.utc);
const end = PyDateTime.of(2020, 1, 2, 3, 4, 5, 678, PyTimeZone.utc);
const name = { database: 'd', schema: 's', identifier: 'i' };

// Expected texts: dbt-duckdb 1.11.1 and dbt-postgres 1.11.0.
describe('a relation with an event-time window', () => {
  const filtered = (options: object) =>
    Relation.create({
      dialect: duckdbDialect,
      ...name,
      eventTimeFilter: { fieldName: 'ts', start, end },
      ...options,
    });
  const window = "ts >= '2020-01-01 00:00:00+00:00' and ts < '2020-01-02 03:04:05.000678+00:00'";

  it.each([
    [{}, `(select * from "d"."s"."i" where ${window})`],
    [{ requireAlias: true }, `(select * from "d"."s"."i" where ${window}) _dbt_et_filter_subq_i`],
    [{ limit: 0 }, `(select * from (select * from "d"."s"."i" where false limit 0) where ${window})`],
    [
      { limit: 3, requireAlias: true },
      `(select * from (select * from "d"."s"."i" limit 3) _dbt_limit_subq_i where ${window}) _dbt_et_filter_subq_i`,
    ],
    [
      { eventTimeFilter: { fieldName: 'ts', start } },
      `(select * from "d"."s"."i" where ts >= '2020-01-01 00:00:00+00:00')`,
    ],
    [
      { eventTimeFilter: { fieldName: 'ts', end } },
      `(select * from "d"."s"."i" where ts < '2020-01-02 03:04:05.000678+00:00')`,
    ],
    [{ eventTimeFilter: { fieldName: 'ts' } }, '"d"."s"."i"'],
  ])('%j', (options, text) => {
    const relation = filtered(options);
    expect(String(relation)).toBe(text);
    expect(relation.render()).toBe('"d"."s"."i"');
  });

  it('has an alias where the engine wants one', () => {
    const options = { dialect: postgresDialect, ...name, eventTimeFilter: { fieldName: 'ts', end } };
    expect(String(Relation.create(options))).toMatch(/\) _dbt_et_filter_subq_i$/);
  });
});

describe('a relation', () => {
  it('checks the length of a name that will be created', () => {
    const long = { dialect: postgresDialect, ...name, identifier: 'i'.repeat(64) };
    expect(() => Relation.create({ ...long, type: 'table' })).toThrow(/longer than 63 characters/);
    expect(Relation.create(long).render()).toContain('iiii');
    expect(Relation.create({ ...long, dialect: duckdbDialect, type: 'table' }).render()).toContain('iiii');
  });

  it('stands for SQL when it is external', () => {
    const relation = Relation.create({ dialect: duckdbDialect, ...name, external: "read_csv('x.csv')" });
    expect(String(relation)).toBe("read_csv('x.csv')");
    expect(String(relation.with({ limit: 3 }))).toBe("(select * from read_csv('x.csv') limit 3)");
  });
});
