import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliResult, temporaryProject, xform } from '../support/cli.js';

const FILES = {
  'repo/shop/dbt_project.yml': "name: shop\nversion: '1.0'\nflags: {send_anonymous_usage_stats: false}\n",
  'repo/shop/models/good.sql': "select 1 as id, 'a|b' as label union all select null, '<tag>'\n",
  'repo/shop/models/after.sql': "select * from {{ ref('good') }}\n",
  'repo/shop/models/alone.sql': 'select 1 as id\n',
  'repo/shop/models/far.sql': "select * from {{ ref('after') }}\n",
  'repo/shop/models/broken.sql': "select 1 as x,\n  {{ ref('good') }}.nothing as y\nfrom {{ ref('good') }}\n",
  'repo/shop/models/_shop.yml': `models:
  - name: good
    columns:
      - name: id
        data_tests:
          - not_null
          - unique
      - name: label
        data_tests:
          - accepted_values:
              arguments: {values: ['a|b', other]}
              config: {severity: warn}
          - accepted_values:
              name: only_ampersands
              arguments: {values: ['&', '%']}
unit_tests:
  - name: alone_is_two
    model: alone
    given: []
    expect:
      rows: [{id: 2}]
`,
};

const project = temporaryProject(FILES);
afterAll(() => project.remove());
const repo = join(project.folder, 'repo');
const shop = join(repo, 'shop');

interface Xml {
  readonly [name: string]: string | Xml | Xml[];
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  isArray: (name) => ['testsuite', 'testcase'].includes(name),
});

/** Attributes and children, in order, that Ant's schema of JUnit reports asks for; a `?` need not be there. */
const SCHEMA: Readonly<Record<string, { attributes: string[]; children: string[] }>> = {
  testsuites: { attributes: [], children: ['testsuite'] },
  testsuite: {
    attributes: 'name package id timestamp hostname tests failures errors skipped? time'.split(' '),
    children: ['properties', 'testcase', 'system-out', 'system-err'],
  },
  testcase: { attributes: ['name', 'classname', 'time'], children: ['skipped', 'error', 'failure'] },
  failure: { attributes: ['message?', 'type'], children: [] },
  error: { attributes: ['message?', 'type'], children: [] },
  skipped: { attributes: ['message?'], children: [] },
  properties: { attributes: [], children: [] },
  'system-out': { attributes: [], children: [] },
  'system-err': { attributes: [], children: [] },
};

function expectValid(name: string, element: string | Xml): void {
  const { attributes, children } = SCHEMA[name]!;
  const entries =
    typeof element === 'string' ? [] : Object.entries(element).filter(([key]) => key !== '#text');
  const isAttribute = ([key, value]: [string, unknown]) =>
    typeof value === 'string' && !children.includes(key);
  const given = entries.filter(isAttribute).map(([key]) => key);
  expect(attributes.map((each) => each.replace('?', ''))).toEqual(expect.arrayContaining(given));
  for (const each of attributes) if (!each.endsWith('?')) expect(given).toContain(each);
  const inside = entries.filter((entry) => !isAttribute(entry));
  expect(children.filter((child) => inside.some(([key]) => key === child))).toEqual(
    inside.map(([key]) => key),
  );
  for (const [key, value] of inside) {
    for (const child of Array.isArray(value) ? value : [value]) expectValid(key, child as Xml);
  }
}

function build(env: Record<string, string> = {}): CliResult {
  const args = ['build', '--project-dir', 'shop', '--junit', 'reports/xform.xml', '--log-format', 'json'];
  return xform(args, { cwd: repo, env });
}

describe('reports of a build in which things fail', () => {
  const summary = join(project.folder, 'summary.md');
  let result: CliResult;
  let xml = '';
  let markdown = '';
  const suites = new Map<string, Xml>();
  beforeAll(() => {
    writeFileSync(summary, 'from the step before\n');
    result = build({
      GITHUB_ACTIONS: 'true',
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_WORKSPACE: repo,
      DBT_ENV_SECRET_LABEL: 'other',
    });
    xml = readFileSync(join(repo, 'reports/xform.xml'), 'utf8');
    markdown = readFileSync(summary, 'utf8');
    const document: Xml = parser.parse(xml);
    for (const suite of (document['testsuites'] as Xml)['testsuite'] as Xml[])
      suites.set(suite['name'] as string, suite);
  });
  const caseOf = (suite: string, name: string): Xml =>
    (suites.get(suite)!['testcase'] as Xml[]).find((each) => each['name'] === name)!;

  it('do not change the exit code, nor what is on standard output', () => {
    expect(result.code).toBe(1);
    for (const line of result.stdout.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
  });

  it('JUnit: XML in the order and with the attributes of the schema', () => {
    expect(XMLValidator.validate(xml)).toBe(true);
    expectValid('testsuites', (parser.parse(xml) as Xml)['testsuites'] as Xml);
    const suite = suites.get('test')!;
    expect(suite['timestamp']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
    expect([suite['hostname'], suite['package']]).toEqual([hostname(), 'shop']);
    expect([...suites.values()].map((each) => each['id'])).toEqual(['0', '1', '2']);
  });

  it('JUnit: counts, failures with message, place and query, errors, skipped nodes with their reason', () => {
    const counts = (name: string) =>
      ['tests', 'failures', 'errors', 'skipped'].map((key) => Number(suites.get(name)![key]));
    expect(counts('test')).toEqual([4, 2, 0, 0]);
    expect(counts('model')).toEqual([5, 0, 0, 4]);
    const failure = caseOf('test', 'not_null_good_id')['failure'] as Xml;
    expect(failure['message']).toBe('Got 1 result, configured to fail if != 0');
    expect(failure['#text']).toContain('at shop/models/_shop.yml:6:13');
    expect(failure['#text']).toMatch(
      /Failing rows:\nselect id\s+from "shop"."main"."good"\s+where id is null/,
    );
    const skipped = caseOf('model', 'far')['skipped'] as Xml;
    expect(skipped['message']).toMatch(/^test (?:not_null_good_id|only_ampersands) ended with fail$/);
    expect(suites.get('test')!['system-out']).toContain('configured to warn');
  });

  it('annotations: place of the test in its file, everything escaped', () => {
    const lines = result.stderr.trim().split('\n');
    const heads = lines.map((line) => line.slice(2, line.indexOf('::', 2)));
    expect(heads.sort()).toEqual([
      'error file=shop/models/_shop.yml,line=13,col=13,title=test only_ampersands',
      'error file=shop/models/_shop.yml,line=17,col=5,title=unit test alone_is_two',
      'error file=shop/models/_shop.yml,line=6,col=13,title=test not_null_good_id',
      'warning file=shop/models/_shop.yml,line=10,col=13,title=test accepted_values_good_label__a_b__*****',
    ]);
    const ampersands = lines.find((line) => line.includes('only_ampersands'));
    expect(ampersands).toContain('Got 2 results, configured to fail if != 0%0A%0AFailing rows:%0A');
    expect(ampersands).toContain("'%25'");
  });

  it('summary: appended, with counts, queries, reasons and the slowest nodes', () => {
    expect(markdown).toMatch(/^from the step before\n### xform build: failed\n/);
    expect(markdown).toContain('| Pass | Warn | Error | Skip | No-op | Total | Seconds |');
    expect(markdown).toMatch(/\| 2 \| 1 \| 3 \| 4 \| 0 \| 10 \| [\d.]+ \|/);
    expect(markdown).toContain(
      '<b>test not\\_null\\_good\\_id</b>: Got 1 result, configured to fail if != 0',
    );
    expect(markdown).toContain('<code>shop/models/\\_shop.yml:6</code>');
    expect(markdown).toMatch(/Failing rows:\n\n```sql\nselect id/);
    expect(markdown).toMatch(/\| model far \| test \S+ ended with fail \|/);
    expect(markdown).toContain('#### Slowest');
  });

  it('hold no secrets', () => {
    expect(xml + markdown + result.stderr).not.toContain('other');
  });
});

describe('reports of what does not come to its nodes', () => {
  it('a mistake in the project is an error of the command, at its place', () => {
    const file = join(shop, 'models/late.sql');
    mkdirSync(join(shop, 'models'), { recursive: true });
    writeFileSync(file, "select * from {{ ref('goof') }}\n");
    const done = build({ GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: repo });
    expect(done.code).toBe(2);
    expect(done.stderr).toMatch(
      /^::error file=shop\/models\/late\.sql,line=1,col=\d+,title=Compilation Error::/,
    );
    const { testsuites } = parser.parse(readFileSync(join(repo, 'reports/xform.xml'), 'utf8'));
    expect(testsuites.testsuite[0].testcase[0].error.message).toContain('goof');
  });

  it('a file that cannot be written is an error', () => {
    writeFileSync(join(repo, 'file'), '');
    const done = xform(['run', '--project-dir', 'shop', '--junit', 'file/x.xml'], { cwd: repo });
    expect(done.code).toBe(2);
    expect(done.stdout).toContain('Cannot write');
    expect(existsSync(join(repo, 'file/x.xml'))).toBe(false);
  });
});
