import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../src/adapters/types.js';
import { openDriver, openRuntime, temporaryFolder } from './harness.js';

async function cell(connection: Pick<Connection, 'execute'>, sql: string) {
  return (await connection.execute(sql, { fetch: true })).rows[0]?.[0];
}

describe('a DuckDB connection', () => {
  it('never reports the commit of an aborted transaction', async () => {
    const driver = await openDriver();
    const connection = await driver.connect('a');
    await connection.execute('create table t (a int)');
    await connection.begin();
    await connection.execute('insert into t values (1)');
    await expect(connection.execute('select * from nowhere')).rejects.toThrow(/nowhere/);
    await expect(connection.commit()).rejects.toThrow(/aborted/);
    expect(await cell(connection, 'select count(*) from t')).toBe(0);
    await connection.begin();
    await connection.execute('insert into t values (2)');
    await connection.commit();
    expect(await cell(connection, 'select count(*) from t')).toBe(1);
  });

  it('accepts a rollback when nothing is open', async () => {
    const connection = await (await openDriver()).connect('a');
    await expect(connection.rollback()).resolves.toBeUndefined();
  });

  it('takes DDL back with a rollback', async () => {
    const driver = await openDriver();
    const [one, other] = await Promise.all([driver.connect('one'), driver.connect('other')]);
    await one.execute('create table t as select 1 as a');
    await one.begin();
    await one.execute('alter table t rename to t_old');
    await one.execute('create table t as select 2 as a');
    await one.execute('drop table t_old');
    expect(await cell(one, 'select a from t')).toBe(2);
    expect(await cell(other, 'select a from t')).toBe(1);
    await one.rollback();
    expect(await cell(one, 'select a from t')).toBe(1);
  });

  it('does without transactions where the profile says so', async () => {
    const connection = await (await openDriver({ disable_transactions: true })).connect('a');
    await connection.begin();
    await connection.execute('create table t as select 1 as a');
    await connection.rollback();
    expect(await cell(connection, 'select a from t')).toBe(1);
  });

  it('repeats a lost statement outside a transaction', async () => {
    const driver = await openDriver();
    const connections = await Promise.all(Array.from({ length: 4 }, (_, i) => driver.connect(`c${i}`)));
    await connections[0]!.execute('create table t (a int); insert into t values (0)');
    const replaced = connections.map((connection, i) =>
      connection.execute(`create or replace table shared as select ${i} as a from range(20000)`),
    );
    await expect(Promise.all(replaced)).resolves.toHaveLength(4);
    expect(await cell(connections[0]!, 'select count(*) from shared')).toBe(20_000);
  });

  it('builds tables of several connections at a time', async () => {
    const driver = await openDriver();
    const connections = await Promise.all(Array.from({ length: 4 }, (_, i) => driver.connect(`c${i}`)));
    await Promise.all(
      connections.map(async (connection, i) => {
        for (let n = 0; n < 10; n++) {
          await connection.begin();
          await connection.execute(`create or replace table t${i} as select ${n} as a from range(1000)`);
          await connection.commit();
        }
      }),
    );
    for (let i = 0; i < 4; i++) expect(await cell(connections[0]!, `select sum(a) from t${i}`)).toBe(9000);
  });
});

describe('a slot', () => {
  it('rolls back at the error and refuses to commit what is left', async () => {
    const slot = openRuntime().connect('node');
    await slot.query('create table t (a int)');
    await slot.query('insert into t values (1)', { autoBegin: true });
    expect(slot.transactionOpen).toBe(true);
    await expect(slot.query('insert into nowhere values (1)')).rejects.toMatchObject({ kind: 'runtime' });
    expect(slot.transactionOpen).toBe(false);
    await expect(slot.commit()).rejects.toThrow(/rolled its work back/);
    expect(await cell(slot.connection, 'select count(*) from t')).toBe(0);
    slot.use({ name: 'next node' });
    await expect(slot.commit()).resolves.toBeUndefined();
  });

  it('begins once, when a statement asks for it', async () => {
    const runtime = openRuntime();
    const slot = runtime.connect('node');
    await slot.query('create table t (a int)', { autoBegin: false });
    expect(slot.transactionOpen).toBe(false);
    await slot.query('insert into t values (1)', { autoBegin: true });
    await slot.query('insert into t values (2)', { autoBegin: true });
    const other = runtime.connect('other');
    expect(await cell(other.connection, 'select count(*) from t')).toBe(0);
    await slot.commit();
    expect(await cell(other.connection, 'select count(*) from t')).toBe(2);
  });

  it('follows transactions in the text of hooks', async () => {
    const slot = openRuntime().connect('node');
    await slot.query('create table t (a int)');
    await slot.query('begin; insert into t values (1)');
    expect(slot.transactionOpen).toBe(true);
    await slot.query('commit;');
    expect(slot.transactionOpen).toBe(false);
    await expect(slot.query('begin; insert into nowhere values (1); commit')).rejects.toThrow(/nowhere/);
    await slot.query('insert into t values (2)', { autoBegin: true });
    await slot.commit();
    expect(await cell(slot.connection, 'select count(*) from t')).toBe(2);
  });

  it('takes back uncommitted work when it is released, and keeps its session', async () => {
    const runtime = openRuntime();
    const slot = runtime.connect('node');
    await slot.query('create table t (a int)');
    await slot.query('create temp table only_here (a int)');
    await slot.query('insert into t values (1)', { autoBegin: true });
    await slot.release();
    const again = runtime.connect('next');
    expect(await cell(again.connection, 'select count(*) from t')).toBe(0);
    expect(await cell(again.connection, 'select count(*) from only_here')).toBe(0);
  });

  it('puts the query comment before or after each statement', async () => {
    const seen: string[] = [];
    const log = {
      debugEnabled: true,
      fire(event: { name: string; data?: Record<string, unknown> }) {
        if (event.name === 'SQLQuery') seen.push(String(event.data!['sql']));
      },
      warn() {},
      print() {},
    };
    const slot = openRuntime({}, temporaryFolder(), log).connect('node');
    slot.use({ name: 'a', comment: { text: '/* by me */', append: false } });
    await slot.query('select 1');
    slot.use({ name: 'b', comment: { text: '/* by me */', append: true } });
    await slot.query('select 2;\n');
    await slot.query('select 3', { bare: true });
    expect(seen).toEqual(['/* by me */\nselect 1', 'select 2\n/* by me */', 'select 3']);
  });
});

describe('cancelling', () => {
  const endless = 'select count(*) from range(10000000) a, range(10000000) b where a.range + b.range < 0';

  it('ends running statements and lets no further one start', async () => {
    const runtime = openRuntime();
    const slots = [runtime.connect('a'), runtime.connect('b')];
    await Promise.all(slots.map((slot) => slot.query('select 1')));
    const running = slots.map((slot) =>
      slot.query(endless).then(
        () => 'done',
        (error: Error) => error.message,
      ),
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    await runtime.cancelAll();
    expect(await Promise.all(running)).toEqual([
      'The statement was cancelled',
      'The statement was cancelled',
    ]);
    await expect(slots[0]!.query('select 1')).rejects.toThrow(/cancelled/);
    slots[0]!.use({ name: 'master' });
    await expect(slots[0]!.query('select 1')).resolves.toBeDefined();
  });

  it('is part of closing', async () => {
    const runtime = openRuntime();
    const slot = runtime.connect('a');
    await slot.query('select 1');
    const running = slot.query(endless).then(
      () => 'done',
      () => 'stopped',
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    await runtime.close();
    expect(await running).toBe('stopped');
  });
});

describe('kill -9', () => {
  it('leaves the committed state whole', async () => {
    const folder = temporaryFolder();
    const script = `
      const { DuckDBInstance } = require(${JSON.stringify(join(process.cwd(), 'node_modules/@duckdb/node-api'))});
      (async () => {
        const connection = await (await DuckDBInstance.create('test.duckdb')).connect();
        await connection.run('create table t as select 1 as a');
        await connection.run('begin');
        await connection.run('alter table t rename to t_old');
        await connection.run('create table t as select 2 as a from range(100000)');
        await connection.run('drop table t_old');
        console.log('ready');
        setInterval(() => {}, 1000);
      })();`;
    const child = spawn(process.execPath, ['-e', script], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    const connection = await (await openDriver({}, folder)).connect('after');
    const tables = await connection.execute('select table_name from duckdb_tables() order by 1', {
      fetch: true,
    });
    expect(tables.rows).toEqual([['t']]);
    expect(await cell(connection, 'select sum(a) from t')).toBe(1);
  });
});
