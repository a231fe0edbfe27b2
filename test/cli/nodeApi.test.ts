import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import {
  build,
  check,
  compile,
  docsGenerate,
  impact,
  isXformError,
  lineage,
  list,
  parse,
  run,
  runOperation,
  test as runTests,
  type StructuredEvent,
  seed,
  show,
  sourceFreshness,
  XformError,
  XformErrors,
} from '../../src/index.js';
import { temporaryProject } from '../support/cli.js';

const ROOT = join(import.meta.dirname, '..', '..');
const project = temporaryProject({
  'dbt_project.yml': "name: shop\nversion: '1.0'\nflags: {send_anonymous_usage_stats: false}\n",
  'seeds/raw.csv': 'id,amount\n1,1.5\n2,\n',
  'models/orders.sql': "select id, amount, '{{ var('word', 'none') }}' as word from {{ ref('raw') }}\n",
  'models/secret.sql': "{{ log('the secret is ' ~ var('told', '-'), info=true) }}select 1 as id\n",
  'models/slow.sql':
    "{{ config(materialized='table', tags=['slow']) }}select sum(a.range * b.range) as n from range(100000000) a, range(100000000) b\n",
  'models/_shop.yml':
    'models:\n  - name: orders\n    columns: [{name: amount, data_tests: [not_null]}, {name: id, data_tests: [unique]}]\n',
  'macros/fails.sql':
    "{% macro fails() %}{% do exceptions.raise_compiler_error('no') %}{% endmacro %}\n{% macro works(n) %}{% do log(n) %}{% endmacro %}\n",
});
afterAll(() => project.remove());
const options = { projectDir: project.folder, env: { HOME: project.folder }, exclude: 'tag:slow' };

describe('calls of the Node API', () => {
  it('answer with records: results, errors, manifest', async () => {
    const report = await build(options);
    expect(report).toMatchObject({ success: false, exitCode: 1, interrupted: false });
    const statuses = Object.fromEntries(report.results.map((result) => [result.unique_id, result.status]));
    expect(statuses).toMatchObject({ 'seed.shop.raw': 'success', 'model.shop.orders': 'success' });
    const failed = report.results.filter((result) => result.status === 'fail');
    expect(failed).toMatchObject([
      { failures: 1, unique_id: expect.stringContaining('not_null_orders_amount') },
    ]);
    expect(report.errors).toEqual([]);
    expect(report.manifest.nodes['model.shop.orders']).toMatchObject({ compiled: true, alias: 'orders' });
  });

  it('take the options of the command line in camelCase, lists as text or array, mappings as they are', async () => {
    await run({ ...options, select: ['orders'], vars: { word: 'given' }, threads: 2 });
    const { tables } = await show({
      ...options,
      inline: "select word, count(*) as n from {{ ref('orders') }} group by 1",
    });
    expect(tables).toEqual([
      { unique_id: expect.any(String), columns: ['word', 'n'], rows: [{ word: 'given', n: 2 }] },
    ]);
    const { nodes } = await list({ ...options, select: 'resource_type:model', indirectSelection: 'empty' });
    expect(nodes.map((node) => node.name)).toEqual(['orders', 'secret']);
    const { compiled } = await compile({ ...options, select: 'orders' });
    expect(compiled['model.shop.orders']).toMatch(/select id, amount, 'none' as word from .*raw/);
  });

  it('print nothing unless asked, and tell every event', async () => {
    const printed = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const events: StructuredEvent[] = [];
    const env = { ...options.env, DBT_ENV_SECRET_X: 'hush"hush' };
    const secret = { ...options, select: 'secret', vars: { told: 'hush"hush' }, env };
    const { invocationId } = await run({ ...secret, onEvent: (event) => events.push(event) });
    expect(printed).not.toHaveBeenCalled();
    printed.mockRestore();
    const names = events.map((event) => event.info.name);
    expect(names).toEqual(
      expect.arrayContaining(['MainReportVersion', 'SQLQuery', 'NodeFinished', 'CommandCompleted']),
    );
    expect(new Set(events.map((event) => event.info.invocation_id))).toEqual(new Set([invocationId]));
    const logged = events.filter((event) => event.info.name === 'JinjaLogInfo');
    expect(new Set(logged.map((event) => event.info.msg))).toEqual(new Set(['the secret is *****']));
    const written: string[] = [];
    await seed({ ...options, output: { write: (text) => written.push(text) } });
    expect(written.join('')).toContain('OK loaded seed file');
  });

  it('throw XformError for what stops them as a whole, with place and hint', async () => {
    await expect(parse({ ...options, projectDir: join(project.folder, 'nowhere') })).rejects.toBeInstanceOf(
      XformError,
    );
    await expect(parse({ ...options, selekt: 'x' } as never)).rejects.toMatchObject({ kind: 'usage' });
    await expect(build({ ...options, selekt: 'x' } as never)).rejects.toThrow("build has no option 'selekt'");
    await expect(build({ ...options, threads: '2' } as never)).rejects.toThrow('takes a number');
    const wrong = temporaryProject({
      'dbt_project.yml': "name: wrong\nversion: '1.0'\n",
      'models/a.sql': "select * from {{ ref('nothing') }}",
      'models/b.sql': 'select {{ 1 + }}',
    });
    const error: unknown = await parse({ projectDir: wrong.folder }).catch((thrown: unknown) => thrown);
    wrong.remove();
    expect(isXformError(error)).toBe(true);
    const errors = error instanceof XformErrors ? error.errors : [error as XformError];
    expect(errors[0]!.place).toMatchObject({ file: expect.stringMatching(/models\/[ab]\.sql/), line: 1 });
  });

  it('say how an operation ended', async () => {
    const { exclude: _exclude, ...operation } = options;
    await expect(runOperation('works', { ...operation, args: { n: 1 } })).resolves.toMatchObject({
      success: true,
    });
    const failed = await runOperation('fails', operation);
    expect(failed).toMatchObject({ success: false, results: [{ status: 'error' }] });
  });

  it('stop when their signal is aborted, and say so', async () => {
    const controller = new AbortController();
    const report = await run({
      ...options,
      exclude: undefined,
      select: 'slow',
      signal: controller.signal,
      onEvent: (event) => event.info.name === 'NodeExecuting' && setTimeout(() => controller.abort(), 200),
    });
    expect(report).toMatchObject({ success: false, interrupted: true, exitCode: 2 });
    await expect(run({ ...options, signal: controller.signal })).rejects.toBe(controller.signal.reason);
  });

  it('may be many in one process, one after the other and side by side', async () => {
    const warned = vi.fn();
    process.on('warning', warned);
    const { exclude: _exclude, ...parsing } = options;
    for (let i = 0; i < 12; i++) await parse(parsing);
    const places = Array.from({ length: 12 }, (_, i) => ({
      targetPath: `target-${i}`,
      logPath: join(project.folder, `logs-${i}`),
    }));
    const reports = await Promise.all(
      places.map((place) => runTests({ ...options, ...place, select: 'unique_orders_id' })),
    );
    expect(reports.map((report) => report.results.map((result) => result.status))).toEqual(
      places.map(() => ['pass']),
    );
    expect(existsSync(join(project.folder, 'target-11/run_results.json'))).toBe(true);
    expect(existsSync(join(project.folder, 'logs-11/dbt.log'))).toBe(true);
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', warned);
    expect(warned).not.toHaveBeenCalled();
  });
});

describe('calls that answer with more than results', () => {
  const shop = temporaryProject({
    'dbt_project.yml': "name: shop\nversion: '1.0'\n",
    'seeds/raw.csv': 'id,amount,loaded\n1,1.5,2020-01-01\n',
    'models/orders.sql': "select id, amount * 2 as doubled from {{ ref('raw') }}\n",
    'models/_shop.yml':
      'sources:\n  - name: erp\n    schema: main\n    tables:\n      - name: raw\n        config: {loaded_at_field: "cast(loaded as timestamp)", freshness: {error_after: {count: 1, period: day}}}\n      - name: gone\n        config: {loaded_at_field: loaded, freshness: {warn_after: {count: 1, period: day}}}\n',
  });
  afterAll(() => shop.remove());
  const call = { projectDir: shop.folder, env: { HOME: shop.folder } };

  it('lineage: all columns, and the steps of one', async () => {
    const { lineage: record, trace } = await lineage({ ...call, column: 'orders.doubled', upstream: true });
    expect(trace?.hops).toEqual([
      {
        from: { relation: 'seed.shop.raw', column: 'amount' },
        to: { relation: 'model.shop.orders', column: 'doubled' },
        kind: 'transformed',
        category: 'value',
      },
    ]);
    expect(Object.keys(record.nodes['model.shop.orders']!.columns)).toEqual(['id', 'doubled']);
    expect((await lineage(call)).trace).toBeUndefined();
    await expect(lineage({ ...call, column: 'orders.dubled' })).rejects.toMatchObject({
      hint: expect.stringContaining('doubled'),
    });
  });

  it('check and impact: what is wrong, and what a change breaks', async () => {
    const sound = await check(call);
    expect(sound).toMatchObject({ success: true, findings: [{ rule: 'unused_model' }] });
    await parse(call);
    await lineage(call);
    cpSync(join(shop.folder, 'target'), join(shop.folder, 'prod'), { recursive: true });
    const model = join(shop.folder, 'models/orders.sql');
    const before = readFileSync(model, 'utf8');
    writeFileSync(model, "select id, amuont from {{ ref('raw') }}\n");
    const checked = await check({ ...call, select: 'orders' });
    expect(checked).toMatchObject({ success: false, exitCode: 1, unknown: [] });
    expect(checked.findings.filter(({ severity }) => severity === 'error')).toMatchObject([
      { rule: 'unknown_column', node: 'model.shop.orders', candidates: expect.arrayContaining(['amount']) },
    ]);
    writeFileSync(model, "select id from {{ ref('raw') }}\n");
    const { breaking, changes } = await impact({ ...call, state: 'prod' });
    expect(breaking).toBe(true);
    expect(changes).toMatchObject([
      { id: 'model.shop.orders', kind: 'modified', columns: [{ column: 'doubled', kind: 'removed' }] },
    ]);
    writeFileSync(model, before);
    await expect(impact(call)).rejects.toMatchObject({ kind: 'usage' });
  });

  it('docsGenerate and sourceFreshness: the catalog and the age of sources', async () => {
    await build(call);
    const { catalog } = await docsGenerate(call);
    expect(catalog.nodes['model.shop.orders']).toMatchObject({
      metadata: { type: 'VIEW' },
      columns: { doubled: { name: 'doubled' } },
    });
    const { success, sources } = await sourceFreshness(call);
    expect(success).toBe(false);
    expect([...sources].sort((a, b) => a.unique_id.localeCompare(b.unique_id))).toMatchObject([
      { unique_id: 'source.shop.erp.gone', status: 'runtime error', error: expect.stringContaining('gone') },
      { unique_id: 'source.shop.erp.raw', status: 'error', max_loaded_at: '2020-01-01T00:00:00+00:00' },
    ]);
  });
});

describe('the entries of the package', () => {
  const code = (head: string) =>
    `${head}; parse({ projectDir: ${JSON.stringify(project.folder)} }).then(({ manifest }) => console.log(Object.keys(manifest.nodes).length, typeof XformError));`;

  it.each([
    [
      'import',
      ['--input-type=module'],
      `import { parse, XformError } from ${JSON.stringify(join(ROOT, 'dist/index.mjs'))}`,
    ],
    ['require', [], `const { parse, XformError } = require(${JSON.stringify(join(ROOT, 'dist/index.js'))})`],
  ])('%s', (_name, words, head) => {
    const printed = execFileSync(process.execPath, [...words, '-e', code(head)], { encoding: 'utf8' });
    expect(printed).toBe('6 function\n');
  });
});
