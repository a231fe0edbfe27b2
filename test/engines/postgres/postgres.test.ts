import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { Relation } from '../../../src/adapters/relation.js';
import { linkRelations } from '../../../src/adapters/relationLinks.js';
import { pyRepr } from '../../../src/jinja/values/text.js';
import type { Value } from '../../../src/jinja/values/types.js';
import { credentialsOf, failure, openRuntime as open, plugin } from './harness.js';
import { findPostgres, startServer, type TestServer } from './server.js';

const programs = findPostgres();
if (programs === undefined) console.log('skipped: PostgreSQL tests (no initdb and pg_ctl on this machine)');

let server: TestServer;
const openRuntime = (profile: Record<string, Value> = {}) => open(server.port, profile);

describe.skipIf(programs === undefined)('PostgreSQL', () => {
  beforeAll(async () => {
    server = await startServer(programs!, {
      hba: [
        'host all secretive 127.0.0.1/32 scram-sha-256',
        'host all all 127.0.0.1/32 trust',
        'local all all trust',
      ],
      settings: ['max_connections = 20'],
    });
  });
  afterAll(() => server?.remove());

  describe('values', () => {
    const fixture = join(import.meta.dirname, '../fixtures/postgresTypes.json');
    const { cases } = JSON.parse(readFileSync(fixture, 'utf8')) as {
      cases: { zone: string; sql: string; repr: string }[];
    };

    it('are those of psycopg2', async () => {
      const slot = openRuntime().connect('types');
      const got = [];
      for (const { zone, sql } of cases) {
        await slot.query(`set timezone = '${zone}'`);
        const result = await slot.query(`select ${sql}`, { fetch: true });
        got.push({ zone, sql, repr: pyRepr(result.rows[0]![0]) });
      }
      expect(got).toEqual(cases);
    });

    it('pass through bindings unchanged', async () => {
      const slot = openRuntime().connect('bindings');
      const given = await slot.query(
        `select 9007199254740993, 1.50::numeric, 'ä''\\ %s', true, null, date '2020-01-31',
          timestamp '2020-01-02 03:04:05.000006', timestamptz '2020-01-02 03:04:05+02', time '10:20:30',
          interval '-1 day 2 hours', '\\x00ff'::bytea, array[1, 2]`,
        { fetch: true },
      );
      const marks = given.rows[0]!.map(() => '%s').join(', ');
      const back = await slot.query(`select ${marks}, '100%%'`, { fetch: true, bindings: given.rows[0]! });
      expect(back.rows[0]!.map(pyRepr)).toEqual([...given.rows[0]!.map(pyRepr), "'100%'"]);
      const error = await failure(slot.query('select %s', { bindings: [1, 2] }));
      expect(error.message).toBe('The statement has 1 marks (%s) for 2 values');
    });
  });

  // Messages, codes and counts: what dbt-postgres 1.11.0 reported for the same statements.
  it.each([
    ["select 1 as a, 'x' as b", { _message: 'SELECT 1', code: 'SELECT', rows_affected: 1 }],
    ['create table kinds (a int)', { _message: 'CREATE TABLE', code: 'CREATE TABLE', rows_affected: -1 }],
    ['insert into kinds values (1), (2)', { _message: 'INSERT 0 2', code: 'INSERT', rows_affected: 2 }],
    ['update kinds set a = 3', { _message: 'UPDATE 2', code: 'UPDATE', rows_affected: 2 }],
    [
      'merge into kinds using (select 1 as b) s on a = b when not matched then insert values (1)',
      { _message: 'MERGE 1', code: 'MERGE', rows_affected: 1 },
    ],
    ['create table made as select 1 as a', { _message: 'SELECT 1', code: 'SELECT', rows_affected: 1 }],
    [
      'create materialized view mv as select 1 as a',
      { _message: 'SELECT 1', code: 'SELECT', rows_affected: 1 },
    ],
    [
      'refresh materialized view mv',
      { _message: 'REFRESH MATERIALIZED VIEW', code: 'REFRESH MATERIALIZED VIEW', rows_affected: -1 },
    ],
    ['truncate kinds', { _message: 'TRUNCATE TABLE', code: 'TRUNCATE TABLE', rows_affected: -1 }],
    ['select 1; select 2 as b', { _message: 'SELECT 1', code: 'SELECT', rows_affected: 1 }],
  ])('answers to %j', async (sql, response) => {
    const slot = openRuntime().connect('kinds');
    expect((await slot.query(sql, { fetch: true })).response).toEqual(response);
  });

  it('gives the rows of the last statement, and names types as dbt does', async () => {
    const slot = openRuntime().connect('last');
    const result = await slot.query(
      "select 1; select 1::smallint a, 2::bigint b, 1.5::numeric(4,2) c, 'x'::varchar(5) d, now() e, array['x'] f",
      { fetch: true, limit: 1 },
    );
    expect(result.columns.map((column) => `${column.name} ${column.type}`)).toEqual([
      'a INTEGER',
      'b LONGINTEGER',
      'c DECIMAL',
      'd TEXT',
      'e DATETIMETZ',
      'f STRINGARRAY',
    ]);
    expect(result.rows).toHaveLength(1);
  });

  describe('errors', () => {
    it('show the line at fault as psql does', async () => {
      const slot = openRuntime().connect('error');
      await slot.query('create temp table people (name text, x int)');
      const error = await failure(slot.query('select\n  unknown_thing\nfrom people'));
      expect(error.kind).toBe('database');
      expect(error.message).toBe(
        'column "unknown_thing" does not exist\nLINE 2:   unknown_thing\n          ^',
      );
      const hinted = await failure(slot.query("select 'ü', nam from people"));
      expect(hinted.message).toContain('HINT:  Perhaps you meant to reference the column "people.name".');
      expect(hinted.message).toContain(`LINE 1: select 'ü', nam from people\n${' '.repeat(20)}^`);
    });

    it.each([
      [{ port: 1 }, /No PostgreSQL server listens at 127\.0\.0\.1, port 1/, /`host` and `port`/],
      [{ host: 'no-such-host.invalid' }, /no-such-host\.invalid/, /`host`/],
      [{ database: 'nope' }, /database "nope" does not exist/, /`dbname`/],
      [{ user: 'nobody_here' }, /role "nobody_here" does not exist/, /`user`/],
    ])('of connecting with %j say what to do', async (profile, message, hint) => {
      const error = await failure(
        openRuntime({ retries: 0, ...profile })
          .connect('a')
          .query('select 1'),
      );
      expect(error.message).toMatch(message);
      expect(error.hint).toMatch(hint);
    });

    it('hide the password', async () => {
      await openRuntime().connect('admin').query("create role secretive login password 'right'");
      const good = openRuntime({ user: 'secretive', password: 'right' });
      await expect(good.connect('a').query('select 1')).resolves.toBeDefined();
      const error = await failure(
        openRuntime({ user: 'secretive', password: 'Wr0ng!' }).connect('a').query('select 1'),
      );
      expect(error.message).toBe('password authentication failed for user "secretive"');
      expect(JSON.stringify([error.hint, error.notes])).not.toContain('Wr0ng!');
    });
  });

  describe('transactions', () => {
    it('are never committed after an error', async () => {
      const runtime = openRuntime();
      const slot = runtime.connect('node');
      await slot.query('create table tx (a int)');
      await slot.query('insert into tx values (1)', { autoBegin: true });
      await failure(slot.query('select * from nowhere'));
      await expect(slot.commit()).rejects.toThrow(/rolled its work back/);
      const count = await runtime.connect('other').query('select count(*) from tx', { fetch: true });
      expect(count.rows).toEqual([[0]]);
    });

    it('reject a commit that the server turned into a rollback', async () => {
      const driver = await plugin.createDriver(credentialsOf(server.port), { threads: 1, cwd: '/' });
      onTestFinished(() => driver.close());
      const connection = await driver.connect('raw');
      await connection.begin();
      await connection.execute('select * from nowhere').catch(() => undefined);
      await expect(connection.commit()).rejects.toThrow(/aborted/);
    });

    it('cover DDL, also a swap of tables', async () => {
      const runtime = openRuntime();
      const slot = runtime.connect('node');
      const other = runtime.connect('other');
      await slot.query('create table swap as select 1 as a');
      await slot.query('create table swap_tmp as select 2 as a', { autoBegin: true });
      await slot.query('alter table swap rename to swap_old');
      await slot.query('alter table swap_tmp rename to swap');
      await slot.rollback();
      const rows = await other.query('select a from swap', { fetch: true });
      expect(rows.rows).toEqual([[1]]);
    });
  });

  it('cancels what runs', async () => {
    const runtime = openRuntime();
    const slot = runtime.connect('slow');
    const running = failure(slot.query('select pg_sleep(60)'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await runtime.cancelAll();
    expect((await running).message).toBe('The statement was cancelled');
    await expect(slot.query('select 1')).rejects.toThrow(/cancelled/);
  });

  it('cancels what has not reached the server yet, and nothing after it', async () => {
    const driver = await plugin.createDriver(credentialsOf(server.port), { threads: 1, cwd: '/' });
    onTestFinished(() => driver.close());
    const connection = await driver.connect('slow');
    for (let i = 0; i < 10; i++) {
      await connection.begin();
      const running = connection.execute('select pg_sleep(60)');
      const cancelled = connection.cancel!();
      await expect(running).rejects.toThrow(/canceling statement due to user request/);
      await connection.rollback();
      const { rows } = await connection.execute('select 1', { fetch: true });
      expect(rows).toEqual([[1]]);
      await cancelled;
    }
  });

  it('knows which views a cascading drop takes along', async () => {
    const runtime = openRuntime();
    const slot = runtime.connect('node');
    await slot.query(`create schema linked; create table linked.base as select 1 as a;
      create view linked.first as select * from linked.base;
      create materialized view linked.second as select a from linked.first;
      create view linked.apart as select 1 as b`);
    const relation = (identifier: string, type: string) =>
      Relation.create({ dialect: plugin.dialect, database: 'postgres', schema: 'linked', identifier, type });
    runtime.cache.setSchema('postgres', 'linked', [
      relation('base', 'table'),
      relation('first', 'view'),
      relation('second', 'materialized_view'),
      relation('apart', 'view'),
    ]);
    await linkRelations(slot);
    await slot.query('drop table linked.base cascade');
    runtime.cache.drop(relation('base', 'table'));
    expect(runtime.cache.list('postgres', 'linked').map((each) => each.identifier)).toEqual(['apart']);
    const left = await slot.query("select viewname from pg_views where schemaname = 'linked'", {
      fetch: true,
    });
    expect(left.rows).toEqual([['apart']]);
  });

  it('works as the given role, with the given search path', async () => {
    const runtime = openRuntime();
    const admin = runtime.connect('admin');
    await admin.query('create role worker; create schema first; create schema "Second One"');
    const slot = openRuntime({ role: 'worker', search_path: 'first, "Second One"' }).connect('a');
    const rows = await slot.query(
      "select current_user, current_setting('search_path'), current_setting('application_name')",
      { fetch: true },
    );
    expect(rows.rows).toEqual([['worker', 'first, "Second One"', 'xform']]);
  });

  it('reads the name of a role as SQL does, and as a name where it is none', async () => {
    const admin = openRuntime().connect('admin');
    await admin.query('create role plain_role; create role "Upper Role"');
    for (const [role, name] of [
      ['Plain_Role', 'plain_role'],
      ['"Upper Role"', 'Upper Role'],
      ['Upper Role', 'Upper Role'],
    ]) {
      const { rows } = await openRuntime({ role: role! })
        .connect('a')
        .query('select current_user', { fetch: true });
      expect(rows).toEqual([[name]]);
    }
    const error = await failure(openRuntime({ role: 'nobody; drop role plain_role' }).connect('a').query(''));
    expect(error.message).toContain('role "nobody; drop role plain_role" does not exist');
  });

  it('sends no transactions with autocommit', async () => {
    const slot = openRuntime({ autocommit: true }).connect('a');
    await slot.query('create table vacuumed (a int)', { autoBegin: true });
    await slot.query('vacuum vacuumed', { autoBegin: true });
    await slot.rollback();
    const { rows } = await slot.query("select to_regclass('vacuumed') is not null", { fetch: true });
    expect(rows).toEqual([[true]]);
  });

  it('says when the server goes away, and opens a new session when it is back', async () => {
    const runtime = openRuntime({ retries: 3 });
    const slot = runtime.connect('node');
    await slot.query('create table lost (a int)');
    await slot.query('insert into lost values (1)', { autoBegin: true });
    const running = failure(slot.query('select pg_sleep(60)'));
    await new Promise((resolve) => setTimeout(resolve, 200));
    server.stopNow();
    const error = await running;
    expect(error.message).toMatch(/lost|ended the session|terminating connection/);
    server.start();
    slot.use({ name: 'next' });
    const count = await slot.query('select count(*) from lost', { fetch: true });
    expect(count.rows).toEqual([[0]]);
  });
});
