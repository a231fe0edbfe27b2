import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pyRepr, pyStr } from '../../../src/jinja/values/text.js';
import { openDriver } from './harness.js';

interface Case {
  readonly sql: string;
  readonly repr: string;
  readonly type: string;
}

const fixture = join(import.meta.dirname, '../fixtures/duckdbTypes.json');
const { cases } = JSON.parse(readFileSync(fixture, 'utf8')) as { cases: Case[] };

describe('values of DuckDB types', () => {
  it('are those of Python, with the type names of DESCRIBE', async () => {
    const connection = await (await openDriver()).connect('types');
    await connection.execute("set TimeZone = 'UTC'");
    const got: Case[] = [];
    for (const { sql } of cases) {
      const result = await connection.execute(`select ${sql} as x`, { fetch: true });
      got.push({ sql, repr: pyRepr(result.rows[0]![0]), type: result.columns[0]!.type });
    }
    expect(got).toEqual(cases);
  });

  it.each([
    ['America/St_Johns', '2020-07-01 00:00:00+00', '2020-06-30 21:30:00-02:30'],
    ['America/St_Johns', '1969-12-31 23:59:59.5+00', '1969-12-31 20:29:59.500000-03:30'],
    ['Europe/Berlin', '2020-07-01 00:00:00+00', '2020-07-01 02:00:00+02:00'],
    ['Europe/Berlin', '2020-01-01 00:00:00+00', '2020-01-01 01:00:00+01:00'],
    ['UTC', '2020-01-01 00:00:00+00', '2020-01-01 00:00:00+00:00'],
  ])('show timestamptz in the session zone %s', async (zone, moment, shown) => {
    const connection = await (await openDriver({ settings: { TimeZone: zone } })).connect('zone');
    const whole = await connection.execute(`select timestamptz '${moment}', [timestamptz '${moment}']`, {
      fetch: true,
    });
    expect(pyStr(whole.rows[0]![0])).toBe(shown);
    expect(pyStr(whole.rows[0]![1][0])).toBe(shown);
    const limited = await connection.execute(`select timestamptz '${moment}'`, { fetch: true, limit: 1 });
    expect(pyStr(limited.rows[0]![0])).toBe(shown);
  });

  it('pass through bindings unchanged', async () => {
    const connection = await (await openDriver()).connect('bindings');
    const given = await connection.execute(
      "select 9007199254740993, 1.50::decimal(5,2), 0.1::double, 'ä', true, null, timestamp '2020-01-02 03:04:05.000006'",
      { fetch: true },
    );
    const back = await connection.execute('select $1, $2, $3, $4, $5, $6, $7', {
      fetch: true,
      bindings: given.rows[0]!,
    });
    expect(back.rows[0]!.map(pyRepr)).toEqual(given.rows[0]!.map(pyRepr));
  });
});

describe('results', () => {
  it('are those of the last statement', async () => {
    const connection = await (await openDriver()).connect('last');
    const result = await connection.execute(
      'create table t (a int); insert into t values (1); select 7 as b',
      {
        fetch: true,
      },
    );
    expect(result.columns).toEqual([{ name: 'b', type: 'INTEGER' }]);
    expect(result.rows).toEqual([[7]]);
    const semicolon = await connection.execute("select 'a;b' as c", { fetch: true });
    expect(semicolon.rows).toEqual([['a;b']]);
  });

  it.each([
    ['create table t (a int)', ['Count'], []],
    ['create table t (a int); insert into t values (1), (2)', ['Count'], [[2]]],
    ['', [], []],
    ['-- only a comment', [], []],
    [';', [], []],
  ])('of %j', async (sql, columns, rows) => {
    const connection = await (await openDriver()).connect('kinds');
    const result = await connection.execute(sql, { fetch: true });
    expect(result.columns.map((column) => column.name)).toEqual(columns);
    expect(result.rows).toEqual(rows);
    expect(result.response).toEqual({ _message: 'OK' });
  });

  it('stop at the limit without reading everything', async () => {
    const connection = await (await openDriver()).connect('limit');
    const result = await connection.execute('select * from range(1000000000000)', { fetch: true, limit: 3 });
    expect(result.rows).toEqual([[0], [1], [2]]);
    const next = await connection.execute('select 1', { fetch: true });
    expect(next.rows).toEqual([[1]]);
  });

  it('are whole beyond one chunk', async () => {
    const connection = await (await openDriver()).connect('chunks');
    const result = await connection.execute('select i, i::varchar from range(10000) t(i)', { fetch: true });
    expect(result.rows).toHaveLength(10_000);
    expect(result.rows[9_999]).toEqual([9_999, '9999']);
    const limited = await connection.execute('select i from range(10000) t(i)', {
      fetch: true,
      limit: 5_000,
    });
    expect(limited.rows).toHaveLength(5_000);
    expect(limited.rows[4_999]).toEqual([4_999]);
  });
});
