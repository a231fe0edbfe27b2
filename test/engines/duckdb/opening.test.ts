import { spawn } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorsOf } from '../../../src/errors/error.js';
import type { Value } from '../../../src/jinja/values/types.js';
import { credentialsOf, openDriver, openRuntime, temporaryFolder } from './harness.js';

async function failure(profile: Record<string, Value>, cwd?: string) {
  const error = await openRuntime(profile, cwd)
    .connect('debug')
    .query('select 1')
    .then(
      () => undefined,
      (reason: unknown) => reason,
    );
  const [first] = errorsOf(error);
  return first!;
}

describe('one instance a path', () => {
  it('is shared by all drivers of this process, also through links', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'real'));
    symlinkSync(join(folder, 'real'), join(folder, 'link'));
    const one = await (await openDriver({ path: 'real/w.duckdb' }, folder)).connect('one');
    const other = await (await openDriver({ path: join(folder, 'link', 'w.duckdb') }, folder)).connect(
      'other',
    );
    await one.execute('create table t as select 1 as a');
    await other.execute('insert into t values (2)');
    const sum = await one.execute('select sum(a) from t', { fetch: true });
    expect(sum.rows).toEqual([[3]]);
  });

  it('stays open until the last driver closes', async () => {
    const folder = temporaryFolder();
    const first = await openDriver({}, folder);
    const second = await openDriver({}, folder);
    await (await first.connect('a')).execute('create table t as select 1 as a');
    await first.close();
    const rows = await (await second.connect('b')).execute('select a from t', { fetch: true });
    expect(rows.rows).toEqual([[1]]);
    await second.close();
    const third = await openDriver({}, folder);
    const again = await (await third.connect('c')).execute('select a from t', { fetch: true });
    expect(again.rows).toEqual([[1]]);
  });

  it('gets what each driver asks for', async () => {
    const folder = temporaryFolder();
    await openDriver({}, folder);
    const attach = [{ path: join(folder, 'other.duckdb'), alias: 'other' }];
    for (let i = 0; i < 2; i++) {
      const connection = await (await openDriver({ attach }, folder)).connect('later');
      await connection.execute(`create table other.t${i} as select 1 as a`);
    }
  });

  it('is each driver its own in memory', async () => {
    const one = await (await openDriver({ path: ':memory:' })).connect('one');
    const other = await (await openDriver({ path: ':memory:' })).connect('other');
    await one.execute('create table t as select 1 as a');
    await expect(other.execute('select * from t')).rejects.toThrow(/t does not exist/);
  });
});

describe('a file that cannot be opened', () => {
  it('names the process that holds it', async () => {
    const folder = temporaryFolder();
    const script = `
      const { DuckDBInstance } = require(${JSON.stringify(join(process.cwd(), 'node_modules/@duckdb/node-api'))});
      DuckDBInstance.create('test.duckdb').then((instance) => instance.connect()).then((connection) => {
        globalThis.keep = connection;
        console.log('ready');
        setInterval(() => {}, 1000);
      });`;
    const child = spawn(process.execPath, ['-e', script], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    try {
      const error = await failure({}, folder);
      expect(error.message).toMatch(
        new RegExp(`test\\.duckdb is in use by another process \\(PID ${child.pid}`),
      );
      expect(error.hint).toMatch(/one process at a time/);
    } finally {
      child.kill('SIGKILL');
    }
  });

  it('waits for it when the profile allows retries', async () => {
    const folder = temporaryFolder();
    const script = `
      const { DuckDBInstance } = require(${JSON.stringify(join(process.cwd(), 'node_modules/@duckdb/node-api'))});
      DuckDBInstance.create('test.duckdb').then((instance) => {
        console.log('ready');
        setTimeout(() => instance.closeSync(), 300);
      });`;
    const child = spawn(process.execPath, ['-e', script], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const runtime = openRuntime({ retries: { connect_attempts: 4 } }, folder);
    await expect(runtime.connect('a').query('select 1')).resolves.toBeDefined();
  });

  it.each([
    ['a missing folder', 'nowhere/w.duckdb', /cannot be opened: no such file or directory/],
    ['a folder', 'folder.duckdb', /folder\.duckdb/],
    ['another kind of file', 'text.duckdb', /is not a DuckDB database/],
  ])('is %s', async (_what, path, message) => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'folder.duckdb'));
    writeFileSync(join(folder, 'text.duckdb'), 'x'.repeat(5000));
    const error = await failure({ path }, folder);
    expect(error.message).toMatch(message);
    expect(error.hint).toMatch(/profiles\.yml/);
  });

  it('says what to do about an extension that is not there', async () => {
    const error = await failure({
      extensions: ['spatial'],
      settings: { custom_extension_repository: 'http://127.0.0.1:9' },
      config_options: {
        custom_extension_repository: 'http://127.0.0.1:9',
        extension_directory: '/nonexistent/x',
      },
    });
    expect(error.hint ?? '').toMatch(/spatial/);
  });
});

describe('profile fields', () => {
  it('take effect on each connection', async () => {
    const folder = temporaryFolder();
    await (await openDriver({ path: 'other.duckdb' }, folder))
      .connect('prepare')
      .then((connection) => connection.execute('create table there as select 5 as a'))
      .then(() => undefined);
    const driver = await openDriver(
      {
        settings: { threads: 1, TimeZone: 'Europe/Berlin' },
        config_options: { memory_limit: '500MB' },
        extensions: ['json'],
      },
      folder,
    );
    for (const name of ['a', 'b']) {
      const connection = await driver.connect(name);
      const rows = await connection.execute(
        "select current_setting('threads'), current_setting('TimeZone'), current_setting('memory_limit')",
        { fetch: true },
      );
      expect(rows.rows).toEqual([[1, 'Europe/Berlin', '476.8 MiB']]);
    }
  });

  it('attach other files, one of which may be the target', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'other.duckdb');
    const driver = await openDriver({ database: 'lake', attach: [{ path, alias: 'lake' }] }, folder);
    const connection = await driver.connect('a');
    await connection.execute('create table "lake"."main"."t" as select 1 as a');
    const rows = await connection.execute('select current_database(), a from t', { fetch: true });
    expect(rows.rows).toEqual([['lake', 1]]);
  });

  it('attach read-only', async () => {
    const folder = temporaryFolder();
    const source = await openDriver({ path: 'source.duckdb' }, folder);
    await (await source.connect('w')).execute('create table t as select 1 as a');
    await source.close();
    const path = join(folder, 'source.duckdb');
    const driver = await openDriver({ attach: [{ path, alias: 'src', read_only: true }] }, folder);
    const connection = await driver.connect('a');
    expect((await connection.execute('select a from src.t', { fetch: true })).rows).toEqual([[1]]);
    await expect(connection.execute('insert into src.t values (2)')).rejects.toThrow(/read-only/);
  });

  it.each([
    [{}, 'memory'],
    [{ path: 'a.duckdb' }, 'a'],
    [{ path: 'x/b-c.db.old' }, 'b-c'],
    [{ path: 's3://x/y.duckdb' }, 'y'],
    [{ path: 'ducklake:foo.db' }, 'foo'],
    [{ path: '.hidden' }, 'hidden'],
    [{ path: 'a.duckdb', database: 'a' }, 'a'],
    [{ path: 'a.duckdb', database: 'x', attach: [{ path: 'b.db', alias: 'x' }] }, 'x'],
  ])('%j name the database %s', (profile, database) => {
    expect(credentialsOf(profile).database).toBe(database);
  });

  it.each([
    [{ path: 'a.duckdb', database: 'zzz' }, /`database: zzz` does not fit `path: a\.duckdb`/],
    [{ path: 'a.duckdb', database: 'b', attach: [{ path: 'b.db' }] }, /does not fit/],
    [{ path: '' }, /names no database/],
    [{ path: 'md:x' }, /MotherDuck is not supported/],
    [{ plugins: [{ module: 'excel' }] }, /plugins/],
    [{ attach: [{ alias: 'q' }] }, /needs a `path`/],
    [{ secrets: [{ key_id: 'k' }] }, /needs a `type`/],
  ])('%j are refused', (profile, message) => {
    expect(() => credentialsOf(profile)).toThrow(message);
  });

  it('make secrets that DuckDB keeps', async () => {
    const driver = await openDriver({
      path: ':memory:',
      config_options: { allow_persistent_secrets: 'false' },
      secrets: [
        { type: 'http', name: 'mine', scope: 'https://example.org', extra_http_headers: { "o'k": 'v' } },
      ],
    }).catch((error: Error) => error);
    // The http secret type lives in httpfs, which may be missing on this machine.
    if (driver instanceof Error) {
      expect(driver.message).toMatch(/httpfs|http/);
      return;
    }
    const rows = await (await driver.connect('a')).execute('select name, scope from duckdb_secrets()', {
      fetch: true,
    });
    expect(rows.rows).toEqual([['mine', ['https://example.org']]]);
  });
});
