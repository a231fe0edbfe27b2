import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runMain } from '../support/runMain.js';

const HERE = import.meta.dirname;

/** What record.py wrote down about the release that made a manifest. */
interface Recorded {
  readonly release: string;
  readonly schema: string;
}

const answers: Readonly<Record<string, Recorded>> = JSON.parse(
  readFileSync(join(HERE, 'answers.json'), 'utf8'),
);

/** What is selected although nothing changed, and why. */
const SELECTED: Readonly<Record<string, readonly string[]>> = {
  // dbt 2 leaves out semantic models and metrics in the YAML of dbt 1.
  '2.0': ['metric:shop.revenue', 'semantic_model:shop.orders_semantic'],
};

const folder = mkdtempSync(join(tmpdir(), 'xform-state-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** As record.py composes it: the project, and what came with releases up to this one. */
function composed(version: string): string {
  const root = join(folder, version);
  if (existsSync(root)) return root;
  const number = (text: string): number => Number(text.replace(/\.(\d)$/, '.0$1'));
  const overlays = readdirSync(join(HERE, 'since')).sort((a, b) => number(a) - number(b));
  cpSync(join(HERE, 'project'), root, { recursive: true });
  for (const overlay of overlays.filter((each) => number(each) <= number(version)))
    cpSync(join(HERE, 'since', overlay), root, { recursive: true });
  cpSync(join(HERE, 'goldens', `${version}.json`), join(root, 'prod/manifest.json'));
  return root;
}

async function listed(root: string, ...words: string[]): Promise<string[]> {
  const done = await runMain(['--quiet', 'ls', '--state', 'prod', ...words], { cwd: root });
  expect(done.stderr).toBe('');
  return done.stdout.split('\n').filter(Boolean).sort();
}

/** Does `work` on a file that is changed meanwhile. */
async function changed<T>(
  path: string,
  change: (text: string) => string,
  work: () => Promise<T>,
): Promise<T> {
  const before = readFileSync(path, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(path, after);
  try {
    return await work();
  } finally {
    writeFileSync(path, before);
  }
}

const version = Object.keys(answers);

describe.each(version)('the manifest of dbt %s', (name) => {
  const root = composed(name);
  const find = (text: string) => listed(root, '--select', text);

  it('selects nothing of an unchanged project', async () => {
    expect(await find('state:modified')).toEqual(SELECTED[name] ?? []);
    expect(await find('state:new')).toEqual(SELECTED[name] ?? []);
  });

  it('does not mind another target and another environment', async () => {
    const words = ['--select', 'state:modified', '--target', 'dev'];
    const done = await runMain(['--quiet', 'ls', '--state', 'prod', ...words], {
      cwd: root,
      env: { SHOP_OWNER: 'somebody' },
    });
    expect(done.stdout.split('\n').filter(Boolean).sort()).toEqual(SELECTED[name] ?? []);
  });

  it.each<[string, string, (text: string) => string, string[]]>([
    ['a body', 'models/marts/report.sql', (text) => `${text} where true\n`, ['shop.marts.report']],
    [
      'configuration in the file',
      'models/marts/daily.sql',
      (text) => text.replace('append_new_columns', 'sync_all_columns'),
      ['shop.marts.daily'],
    ],
    ['a macro', 'macros/money.sql', (text) => text.replace('* 100 as', '* 1000 as'), ['shop.stg_orders']],
    ['rows of a seed', 'seeds/raw_orders.csv', (text) => `${text}3,Cy,30\n`, ['shop.raw_orders']],
    [
      'a type in a contract',
      'models/shop.yml',
      (text) => text.replace('{name: currency, data_type: varchar}', '{name: currency, data_type: text}'),
      ['shop.marts.customers'],
    ],
    [
      'when a test applies',
      'models/shop.yml',
      (text) => text.replace('id > 0', 'id > 1'),
      ['shop.accepted_values_stg_orders_customer__Ann__Bob'],
    ],
    [
      'access',
      'models/shop.yml',
      (text) => text.replace('access: protected', 'access: public'),
      ['shop.stg_orders'],
    ],
    [
      'the place of a source',
      'models/shop.yml',
      (text) => text.replace('raw_clicks', 'clicks_2'),
      ['source:shop.web.clicks'],
    ],
  ])('sees a change of %s', async (_what, file, change, expected) => {
    const found = await changed(join(root, file), change, () =>
      listed(root, '--select', 'state:modified', '--indirect-selection', 'empty'),
    );
    expect(found).toEqual([...expected, ...(SELECTED[name] ?? [])].sort());
  });

  it('tells --defer where relations are', async () => {
    const done = await runMain(
      [...'--quiet compile --target dev --defer --state prod --select report --output json'.split(' ')],
      { cwd: root },
    );
    expect(done.stderr).toBe('');
    expect(JSON.parse(done.stdout).compiled).toMatch(
      /from "shop"\."prod_prod_models"\."orders_v1" join "shop"\."prod_prod_models"\."dim_customers"/,
    );
  });
});

describe('a manifest that cannot be read', () => {
  it.each([
    [
      'of a later schema',
      '{"metadata": {"dbt_schema_version": "https://x/manifest/v13.json", "dbt_version": "3.0.1"}}',
      /has version 13 \(written by dbt 3\.0\.1\)/,
    ],
    ['without its version', '{"metadata": {}, "nodes": {}}', /does not say which manifest it is/],
    [
      'that is no mapping inside',
      '{"metadata": {"dbt_schema_version": "x/manifest/v12.json"}, "nodes": []}',
      /'nodes' is no mapping/,
    ],
  ])('%s is named with its file', async (_what, text, message) => {
    const root = composed(version[0]!);
    writeFileSync(join(root, 'prod/manifest.json'), text);
    const done = await runMain(['ls', '--state', 'prod', '--select', 'state:modified'], { cwd: root });
    expect(done.code).toBe(2);
    expect(done.text).toMatch(message);
    expect(done.text).toContain(join(root, 'prod/manifest.json'));
  });
});
