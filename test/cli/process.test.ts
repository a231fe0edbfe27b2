import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { temporaryProject, xform } from '../support/cli.js';
import { startXform } from '../support/startXform.js';

const BIN = join(import.meta.dirname, '..', '..', 'dist', 'xform.js');

let remove: (() => void) | undefined;
afterEach(() => {
  remove?.();
  remove = undefined;
});

function project(files: Record<string, string>): string {
  const made = temporaryProject({ 'dbt_project.yml': 'name: shop\n', ...files });
  remove = made.remove;
  return made.folder;
}

interface RecordedResult {
  readonly unique_id: string;
  readonly status: string;
  readonly message: string | null;
}

function results(folder: string): Record<string, string> {
  const { results: all } = JSON.parse(readFileSync(join(folder, 'target', 'run_results.json'), 'utf8')) as {
    results: RecordedResult[];
  };
  return Object.fromEntries(all.map(({ unique_id, status }) => [unique_id, status]));
}

describe('start-up loads little', () => {
  /** Names of the packages that a command line has loaded when it ends. */
  function loadedPackages(args: readonly string[]): string[] {
    const folder = project({
      'hook.cjs': `process.on('exit', () => {
        const names = Object.keys(require.cache).map((file) => /node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(file)?.[1]);
        require('node:fs').writeFileSync(process.env.LOADED, JSON.stringify([...new Set(names.filter(Boolean))]));
      });`,
    });
    const out = join(folder, 'loaded.json');
    const env = { ...process.env, LOADED: out };
    const done = spawnSync(process.execPath, ['-r', join(folder, 'hook.cjs'), BIN, ...args], {
      cwd: folder,
      env,
    });
    expect(done.status).toBe(0);
    return JSON.parse(readFileSync(out, 'utf8')) as string[];
  }

  it('--version needs no package but the one for colours', () => {
    expect(loadedPackages(['--version'])).toEqual(['picocolors']);
  });

  it('--help reads the command line and no more', () => {
    expect(loadedPackages(['build', '--help']).sort()).toEqual(['commander', 'picocolors']);
  });

  it('reading a project opens no engine and loads nothing that only some projects need', () => {
    const loaded = loadedPackages(['list', '--quiet']);
    expect(loaded).toContain('nunjucks');
    for (const name of [
      '@duckdb/node-api',
      '@duckdb/node-bindings',
      'pg',
      'node-sql-parser',
      'yaml',
      'tar',
    ]) {
      expect(loaded).not.toContain(name);
    }
  });
});

describe('Ctrl-C', () => {
  const LONG = 'select count(*) as n from range(100000000000) t(i) where hash(i) % 7 = 3';
  const FILES = {
    'models/first.sql': 'select 1 as id',
    'models/long.sql': `{{ config(materialized='table') }} {% if var('quick', false) %} select 1 as n {% else %} ${LONG} {% endif %} -- {{ ref('first') }}`,
    'models/after.sql': "select * from {{ ref('long') }}",
    'macros/slow.sql': `{% macro slow() %}{% do run_query("${LONG}") %}{% endmacro %}`,
  };

  it('ends a build in order: what is done is recorded, the rest is skipped, the next build is green', async () => {
    const folder = project(FILES);
    const running = startXform(['build', '--threads', '2'], { cwd: folder });
    await running.shows('START sql table model main.long');
    running.child.kill('SIGINT');
    const result = await running.done;
    expect(result.text).toMatch(/CANCEL query model\.shop\.long \.+ \[CANCEL\]/);
    expect(result.text).toContain('Exited because of keyboard interrupt');
    expect(result.text).toContain('Done. PASS=1 WARN=0 ERROR=0 SKIP=2 NO-OP=0 TOTAL=3');
    expect(result.code).toBe(2);
    expect(results(folder)).toEqual({
      'model.shop.first': 'success',
      'model.shop.long': 'skipped',
      'model.shop.after': 'skipped',
    });
    const next = xform(['build', '--vars', '{quick: true}'], { cwd: folder });
    expect(next.text).toContain('Done. PASS=3');
    expect(next.code).toBe(0);
  });

  it('ends show and run-operation, too', async () => {
    const folder = project(FILES);
    for (const args of [
      ['show', '--inline', LONG],
      ['run-operation', 'slow', '--debug'],
    ]) {
      const running = startXform(args, { cwd: folder });
      await running.shows(args[0] === 'show' ? 'Concurrency' : 'range(100000000000)');
      await new Promise((resolve) => setTimeout(resolve, 500));
      running.child.kill('SIGINT');
      const result = await running.done;
      expect(result.text).toMatch(/keyboard interrupt|cancelled/);
      expect(result.text).not.toContain('Internal Error');
      expect(result.code).toBe(2);
    }
  });

  it('a second one ends at once', async () => {
    const folder = project({
      ...FILES,
      'dbt_project.yml': `name: shop\non-run-end: ["{{ slow() }}"]\n`,
      'models/long.sql': 'select 1 as n',
    });
    const running = startXform(['build'], { cwd: folder });
    await running.shows('OK created sql view model main.after');
    running.child.kill('SIGINT');
    running.child.kill('SIGINT');
    const result = await running.done;
    // The two may arrive as one; a process that a signal ended has no code.
    expect([2, null]).toContain(result.code);
  });
});

describe('standard output', () => {
  const FILES = {
    'models/a.sql': 'select 1 as id',
    'models/b.sql': "select id from {{ ref('a') }}",
  };

  it('a reader that goes away does not stop the build', () => {
    const folder = project(FILES);
    const done = spawnSync('sh', ['-c', `"${process.execPath}" "${BIN}" build; echo "code $?" >&2`], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] ?? '', HOME: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    expect(done.stderr).toBe('code 0\n');
    const closed = spawnSync(
      'sh',
      ['-c', `("${process.execPath}" "${BIN}" build; echo "code $?" >&2) | true`],
      {
        cwd: folder,
        encoding: 'utf8',
        env: { PATH: process.env['PATH'] ?? '', HOME: folder },
      },
    );
    expect(closed.stderr).toBe('code 0\n');
    expect(results(folder)).toEqual({ 'model.shop.a': 'success', 'model.shop.b': 'success' });
  });

  it('quiet commands print nothing but data and errors', () => {
    const folder = project(FILES);
    expect(xform(['build', '-q'], { cwd: folder }).text).toBe('');
    expect(xform(['list', '-q'], { cwd: folder }).text).toBe('shop.a\nshop.b\n');
    const shown = xform(['show', '-q', '--output', 'json', '-s', 'b'], { cwd: folder });
    expect(JSON.parse(shown.text)).toEqual({ node: 'b', show: [{ id: 1 }] });
    writeFileSync(join(folder, 'models', 'b.sql'), 'select nope');
    const failed = xform(['run', '-q'], { cwd: folder });
    expect(failed.text).toMatch(/2 of 2 ERROR creating sql view model main\.b/);
    expect(failed.text).not.toMatch(/START|OK created|Running with|Done\./);
    expect(failed.code).toBe(1);
  });
});

describe('what went wrong in a run', () => {
  const FILES = {
    'seeds/raw.csv': 'id,amount\n1,10\n2,\n',
    'models/orders.sql': "select * from {{ ref('raw') }}",
    'models/broken.sql': "select id,\n  nope\nfrom {{ ref('raw') }}",
    'models/below.sql': "select * from {{ ref('broken') }}",
    'models/schema.yml': `models:
  - name: orders
    columns:
      - name: id
        data_tests: [unique]
      - name: amount
        data_tests:
          - not_null
          - not_null: {name: amount_may_be_missing, config: {severity: warn}}
          - not_null: {name: kept, config: {store_failures: true}}
`,
    'tests/no_big_orders.sql': "select * from {{ ref('orders') }} where id > 0",
  };

  it('is summed up with places, counts and where the SQL is', () => {
    const folder = project(FILES);
    const result = xform(['build'], { cwd: folder });
    const summary = result.text
      .slice(result.text.indexOf('Completed with'))
      .replace(/^\d\d:\d\d:\d\d {2}/gm, '')
      .split('\n')
      .filter((line) => line.trim() !== '');
    expect(result.code).toBe(1);
    expect(summary[0]).toBe('Completed with 4 errors, 0 partial successes, and 1 warning:');
    const blocks = summary.join('\n').split(/\n(?=Failure in|Warning in|Done)/);
    expect(blocks).toContain(`Failure in test not_null_orders_amount (models/schema.yml)
  Got 1 result, configured to fail if != 0
  compiled code at target/compiled/shop/models/schema.yml/not_null_orders_amount.sql`);
    expect(blocks).toContain(`Failure in test no_big_orders (tests/no_big_orders.sql)
  Got 2 results, configured to fail if != 0
  compiled code at target/compiled/shop/tests/no_big_orders.sql`);
    expect(blocks).toContain(`Warning in test amount_may_be_missing (models/schema.yml)
  Got 1 result, configured to warn if != 0
  compiled code at target/compiled/shop/models/schema.yml/amount_may_be_missing.sql`);
    expect(blocks.find((block) => block.startsWith('Failure in test kept'))).toMatch(
      /See test failures:\n +-+\n +select \* from "shop"\."main_dbt_test__audit"\."kept"\n +-+$/,
    );
    const broken = blocks.find((block) => block.startsWith('Failure in model broken'))!;
    expect(broken).toMatch(
      /Runtime Error in model broken \(models\/broken\.sql\)\n {12,}Binder Error: .*nope/,
    );
    // All lines of a message hang below its first.
    const indents = broken
      .split('\n')
      .slice(2, -1)
      .map((line) => /^ */.exec(line)![0].length);
    expect(Math.min(...indents)).toBeGreaterThanOrEqual(12);
    expect(blocks.at(-1)).toBe('Done. PASS=3 WARN=1 ERROR=4 SKIP=1 NO-OP=0 TOTAL=9');
  });

  it('is told to programs in the events of dbt', () => {
    const folder = project(FILES);
    const result = xform(['build', '--log-format', 'json'], { cwd: folder });
    const events = result.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const of = (name: string) => events.filter((event) => event.info.name === name);
    for (const { info, data } of events) {
      expect(Object.keys(info).sort()).toEqual([
        'category',
        'code',
        'extra',
        'invocation_id',
        'level',
        'msg',
        'name',
        'pid',
        'thread',
        'ts',
      ]);
      expect(data).toBeTypeOf('object');
    }
    expect(new Set(events.map((event) => event.info.invocation_id)).size).toBe(1);
    expect(of('MainReportVersion')[0].data).toMatchObject({ log_version: 3 });
    const model = of('LogModelResult').find((event) => event.data.node_info.node_name === 'orders');
    expect(model.data).toMatchObject({ status: 'OK', description: 'sql view model main.orders', total: 9 });
    expect(model.data.node_info).toMatchObject({
      unique_id: 'model.shop.orders',
      node_status: 'success',
      materialized: 'view',
      node_path: 'orders.sql',
      resource_type: 'model',
    });
    const failed = of('LogModelResult').find((event) => event.data.node_info.node_name === 'broken');
    expect([failed.info.level, failed.info.code, failed.data.status]).toEqual(['error', 'Q012', 'error']);
    expect(of('LogSeedResult')[0].data).toMatchObject({
      relation: 'raw',
      schema: 'main',
      result_message: 'INSERT 2',
    });
    const tests = Object.fromEntries(
      of('LogTestResult').map(({ data, info }) => [data.name, [data.status, data.num_failures, info.level]]),
    );
    expect(tests).toMatchObject({
      unique_orders_id: ['pass', 0, 'info'],
      amount_may_be_missing: ['warn', 1, 'warn'],
      no_big_orders: ['fail', 2, 'error'],
    });
    expect(of('StatsLine')[0].data.stats).toEqual({ pass: 3, warn: 1, error: 4, skip: 1, noop: 0, total: 9 });
    expect(of('EndOfRunSummary')[0].data).toMatchObject({ num_errors: 4, num_warnings: 1 });
  });
});

describe('secrets', () => {
  it('are in no log, no artifact and no message', () => {
    const folder = project({
      'dbt_project.yml': 'name: shop\nprofile: shop\n',
      'profiles.yml': `shop:
  target: dev
  outputs:
    dev:
      type: duckdb
      path: shop.duckdb
      attach:
        - {path: "{{ env_var('DBT_ENV_SECRET_FOLDER') }}/other.duckdb", alias: other}
`,
      'models/a.sql': 'select 1 as id',
    });
    const env = { DBT_ENV_SECRET_FOLDER: 'very-s3cr3t' };
    const missing = xform(['build', '--debug'], { cwd: folder, env });
    expect(missing.text).toMatch(/\*{5}\/other\.duckdb/);
    mkdirSync(join(folder, 'very-s3cr3t'));
    const built = xform(['build', '--debug'], { cwd: folder, env });
    expect(built.code).toBe(0);
    const texts = [missing.text, built.text];
    writeFileSync(join(folder, 'models', 'a.sql'), "select '{{ env_var('DBT_ENV_SECRET_FOLDER') }}' as id");
    const refused = xform(['build', '--debug', '--log-format', 'json'], { cwd: folder, env });
    expect(refused.text).toMatch(/DBT_ENV_SECRET_FOLDER/);
    expect(refused.code).toBe(2);
    texts.push(refused.text);
    for (const sub of ['logs', 'target']) {
      for (const path of readdirSync(join(folder, sub), { recursive: true, withFileTypes: true })) {
        if (path.isFile()) texts.push(readFileSync(join(path.parentPath, path.name), 'latin1'));
      }
    }
    expect(texts.length).toBeGreaterThan(4);
    for (const text of texts) expect(text).not.toContain('very-s3cr3t');
  });
});

describe('a new project', () => {
  it('builds as it is, twice, and says what to do next', () => {
    const folder = project({});
    const made = xform(['init', 'bakery'], { cwd: folder });
    expect(made.text).toMatch(/'bakery' is ready[\s\S]*cd bakery\n\s+xform build/);
    expect(made.code).toBe(0);
    const shop = join(folder, 'bakery');
    expect(existsSync(join(shop, '.gitignore'))).toBe(true);
    for (let i = 0; i < 2; i++) {
      const built = xform(['build', '--warn-error'], { cwd: shop });
      expect(built.text).toMatch(/Completed successfully/);
      expect(built.code).toBe(0);
    }
    expect(xform(['debug'], { cwd: shop }).text).toContain('All checks passed!');
    const again = xform(['init', 'bakery'], { cwd: folder });
    expect(again.text).toMatch(/exists already[\s\S]*Hint: /);
    expect(again.code).toBe(2);
    expect(xform(['clean'], { cwd: shop }).text).toMatch(/Cleaned target/);
    expect(existsSync(join(shop, 'target'))).toBe(false);
  });
});
