import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { temporaryProject } from '../support/cli.js';
import { runMain } from '../support/runMain.js';

type Files = Record<string, string>;

const SHOP: Files = {
  'dbt_project.yml': 'name: shop\nversion: "1.0"\n',
  'seeds/raw_orders.csv': 'id,customer,amount,status\n1,7,10.5,done\n2,8,20.0,open\n',
  'models/stg_orders.sql': "select id as order_id, customer, amount, status\nfrom {{ ref('raw_orders') }}\n",
  'models/totals.sql':
    "with done as (\n  select * from {{ ref('stg_orders') }} where status = 'done'\n)\nselect\n  customer,\n  sum(amount) as total\nfrom done\ngroup by customer\n",
  'models/schema.yml': `version: 2
groups:
  - name: finance
    owner: {name: Money team}
models:
  - name: totals
    config: {group: finance}
    columns:
      - name: total
        data_tests: [not_null]
exposures:
  - name: dashboard
    type: dashboard
    owner: {name: Board}
    depends_on: [ref('totals')]
`,
};

const made: { remove(): void }[] = [];
afterAll(() => {
  for (const each of made) each.remove();
});

function project(change: Files = {}) {
  const one = temporaryProject({ ...SHOP, ...change });
  made.push(one);
  return one.folder;
}

const run = (folder: string, ...args: string[]) => runMain(args, { cwd: folder });

describe('check', () => {
  it('passes what is valid, and says what it saw', async () => {
    const { code, stdout } = await run(project(), 'check');
    expect(stdout).toMatch(/Checked 4 nodes: 0 errors, 0 warnings/);
    expect(code).toBe(0);
  });

  const MISTAKES: readonly { title: string; change: Files; says: RegExp; code: number }[] = [
    {
      title: 'an unknown column, in the template, with what it could be',
      change: {
        'models/totals.sql':
          "{# first #}\nselect\n  customer, sum(amont) as total\nfrom {{ ref('stg_orders') }}\ngroup by 1\n",
      },
      says: /models\/totals\.sql:3:17: error: .*amont.*\[unknown_column\]\n\s+Candidates: amount/,
      code: 1,
    },
    {
      title: 'a column that went away upstream',
      change: {
        'models/stg_orders.sql': "select id as order_id, customer, status\nfrom {{ ref('raw_orders') }}\n",
      },
      says: /models\/totals\.sql:6:7: error: .*amount.*\[unknown_column\]/,
      code: 1,
    },
    {
      title: 'an ambiguous column',
      change: {
        'models/totals.sql':
          "select order_id, 1 as total\nfrom {{ ref('stg_orders') }} a\njoin {{ ref('stg_orders') }} b on a.order_id = b.order_id\n",
      },
      says: /models\/totals\.sql:1:8: error: .*\[ambiguous_column\]/,
      code: 1,
    },
    {
      title: 'types that do not fit',
      change: {
        'models/totals.sql': "select 1 as total,\n  sum(status) as s\nfrom {{ ref('stg_orders') }}\n",
      },
      says: /models\/totals\.sql:2:3: error: .*sum\(VARCHAR\).*\[type_error\]/,
      code: 1,
    },
    {
      title: 'a relation that is not of the project',
      change: { 'models/totals.sql': 'select 1 as total\nfrom elsewhere.orders\n' },
      says: /models\/totals\.sql:2:6: warn: .*\[missing_relation\]/,
      code: 0,
    },
    {
      title: 'a common table expression that nothing reads',
      change: {
        'models/totals.sql':
          "with a as (select 1 as x)\nselect amount as total from {{ ref('stg_orders') }}\n",
      },
      says: /models\/totals\.sql:1:6: warn: .* a \[unused_cte\]/,
      code: 0,
    },
    {
      title: 'a rule that the project makes an error',
      change: {
        'dbt_project.yml': 'name: shop\nversion: "1.0"\nflags:\n  xform_checks: {unused_cte: error}\n',
        'models/totals.sql':
          "with a as (select 1 as x)\nselect amount as total from {{ ref('stg_orders') }}\n",
      },
      says: /models\/totals\.sql:1:6: error: .*\[unused_cte\]/,
      code: 1,
    },
    {
      title: 'columns that a contract does not have',
      change: {
        'models/contract.yml':
          'version: 2\nmodels:\n  - name: stg_orders\n    config: {contract: {enforced: true}}\n    columns:\n      - {name: order_id, data_type: bigint}\n      - {name: customer, data_type: bigint}\n      - {name: amount, data_type: double}\n      - {name: statu, data_type: varchar}\n',
      },
      says: /models\/stg_orders\.sql.*: error: .*status.*\[contract_mismatch\]/,
      code: 1,
    },
    {
      title: 'types that a contract does not have',
      change: {
        'models/totals.sql': "select\n  1::integer as total\nfrom {{ ref('stg_orders') }}\n",
        'models/contract.yml':
          'version: 2\nmodels:\n  - name: stg_orders\n    config: {contract: {enforced: true}}\n    columns:\n      - {name: order_id, data_type: int4}\n      - {name: customer, data_type: int}\n      - {name: amount, data_type: "decimal(18,3)"}\n      - {name: status, data_type: varchar}\n',
      },
      says: /models\/stg_orders\.sql:1:34: error: The contract says that amount is DECIMAL\(18,3\), but the SQL returns DOUBLE \[contract_mismatch\]/,
      code: 1,
    },
    {
      title: 'a place in a file with letters of more than one byte',
      change: {
        'models/totals.sql':
          "-- Straße, 売上, 😀\nselect 'é😀' as e, amont as total from {{ ref('stg_orders') }}\n",
      },
      says: /models\/totals\.sql:2:20: error: .*amont/,
      code: 1,
    },
  ];

  it.each(MISTAKES)('tells $title', async ({ change, says, code }) => {
    const result = await run(project(change), 'check');
    expect(result.stdout).toMatch(says);
    expect(result.code).toBe(code);
  });

  it('writes JSON, annotations and SARIF', async () => {
    const folder = project({ 'models/totals.sql': "select amont as total\nfrom {{ ref('stg_orders') }}\n" });
    const json = JSON.parse((await run(folder, 'check', '--output', 'json')).stdout);
    expect(json.findings[0]).toMatchObject({
      rule: 'unknown_column',
      severity: 'error',
      node: 'model.shop.totals',
      place: { file: 'models/totals.sql', line: 1, column: 8 },
      candidates: ['amount', 'status'],
    });
    const github = (await run(folder, 'check', '--output', 'github')).stdout.split('\n')[0];
    expect(github).toMatch(
      /^::error file=models\/totals\.sql,line=1,col=8,title=[^:]+::[^\n]*amont[^\n]*%0ACandidates%?3?A?:? amount/,
    );
    const sarif = JSON.parse((await run(folder, 'check', '--output', 'sarif')).stdout);
    expect(sarif.version).toBe('2.1.0');
    const [result] = sarif.runs[0].results;
    expect(result).toMatchObject({ ruleId: 'unknown_column', level: 'error' });
    expect(result.locations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: 'models/totals.sql' },
      region: { startLine: 1, startColumn: 8 },
    });
    expect(sarif.runs[0].tool.driver.rules.map((rule: { id: string }) => rule.id)).toContain(result.ruleId);
  });

  it('refuses a rule that there is not', async () => {
    const { code, text } = await run(
      project({
        'dbt_project.yml': 'name: shop\nversion: "1.0"\nflags:\n  xform_checks: {unknown_colum: warn}\n',
      }),
      'check',
    );
    expect(text).toMatch(/no rule 'unknown_colum'[\s\S]*unknown_column/);
    expect(code).toBe(2);
  });
});

describe('--static-analysis', () => {
  it('stops before anything runs', async () => {
    const folder = project({ 'models/totals.sql': "select amont as total\nfrom {{ ref('stg_orders') }}\n" });
    for (const command of ['compile', 'build']) {
      const { code, text } = await run(folder, command, '--static-analysis');
      expect(text).toMatch(/models\/totals\.sql:1:8/);
      expect(text).not.toMatch(/START|OK created/);
      expect(code).toBe(2);
    }
  });

  it('lets pass what is valid', async () => {
    expect((await run(project(), 'compile', '--static-analysis')).code).toBe(0);
  });
});

describe('lineage', () => {
  it('follows a column up and down, with expressions', async () => {
    const folder = project();
    const up = await run(folder, 'lineage', 'totals.total', '--upstream');
    expect(up.stdout).toMatch(
      /stg_orders\.amount \(aggregated: SUM\(amount\)\)\n\s+raw_orders\.amount \(copied\)[\s\S]*filter: stg_orders\.status[\s\S]*group: stg_orders\.customer/,
    );
    const down = await run(folder, 'lineage', 'raw_orders.amount', '--downstream');
    expect(down.stdout).toMatch(
      /stg_orders\.amount \(copied\)\n\s+totals\.total \(aggregated: SUM\(amount\)\)/,
    );
  });

  it('writes all of it beside the manifest, and says how much is known', async () => {
    const folder = project();
    const { stdout } = await run(folder, 'lineage');
    expect(stdout).toMatch(/10 of 10 columns known \(100 %\)/);
    const record = JSON.parse(readFileSync(join(folder, 'target/column_lineage.json'), 'utf8'));
    expect(record.nodes['model.shop.totals'].columns.total.value).toEqual([
      { relation: 'model.shop.stg_orders', column: 'amount', kind: 'aggregated' },
    ]);
    expect(record.coverage).toEqual({ columns: 10, known: 10, unknownNodes: [] });
  });

  it('says the same from what it kept, and sees what changed since', async () => {
    const folder = project();
    const first = await run(folder, 'lineage', 'totals.total', '--output', 'json');
    const second = await run(folder, 'lineage', 'totals.total', '--output', 'json');
    expect(second.stdout).toBe(first.stdout);
    const changed = project({
      'models/stg_orders.sql':
        "select id as order_id, customer, amount * 2 as amount, status from {{ ref('raw_orders') }}",
    });
    const third = await run(changed, 'lineage', 'totals.total', '--output', 'json');
    expect(third.stdout).toMatch(/"transformed"/);
  });

  it('answers queries of templates on seeds, and calls what hangs on others unknown, with the reason', async () => {
    const pivot = (of: string): string =>
      `{% set query %}select distinct status from {{ ref('${of}') }} order by 1{% endset -%}\n{% set found = run_query(query).columns[0].values() if execute else [] -%}\nselect\n{% for one in found -%}\n  sum(case when status = '{{ one }}' then amount end) as {{ one }}_amount,\n{% endfor -%}\n  count(*) as n\nfrom {{ ref('stg_orders') }}\n`;
    const bySeed = project({ 'models/pivoted.sql': pivot('raw_orders') });
    const known = await run(bySeed, 'lineage', 'pivoted.open_amount', '--upstream');
    expect(known.stdout).toMatch(/stg_orders\.amount \(aggregated: SUM\(CASE WHEN/);
    const byModel = project({ 'models/pivoted.sql': pivot('stg_orders') });
    const { stdout } = await run(byModel, 'lineage');
    expect(stdout).toMatch(/unknown: pivoted: its SQL depends on a query: select distinct status from/);
    expect((await run(byModel, 'check')).code).toBe(0);
  });

  it('has OpenLineage and Mermaid', async () => {
    const folder = project();
    const event = JSON.parse(
      (await run(folder, 'lineage', 'totals.total', '--upstream', '--output', 'openlineage')).stdout,
    );
    expect(event).toMatchObject({ job: { namespace: 'duckdb' }, inputs: expect.any(Array) });
    expect(Date.parse(event.eventTime)).toBeGreaterThan(0);
    const field = event.outputs[0].facets.columnLineage.fields.total.inputFields[0];
    expect(field.transformations[0]).toMatchObject({ type: 'DIRECT', subtype: 'AGGREGATION' });
    const mermaid = (await run(folder, 'lineage', 'totals.total', '--output', 'mermaid')).stdout;
    expect(mermaid).toMatch(/^flowchart LR\n/);
    expect(mermaid).toMatch(/-->\|aggregated\|/);
  });

  it('says what there is instead of a name that there is not', async () => {
    const folder = project();
    const column = await run(folder, 'lineage', 'totals.totl');
    expect(column.text).toMatch(/no column 'totl'[\s\S]*Did you mean 'total'/);
    expect(column.code).toBe(2);
    expect((await run(folder, 'lineage', 'total.total')).text).toMatch(/Did you mean 'totals'/);
    expect((await run(folder, 'lineage', 'totals')).text).toMatch(
      /model\.column, for example totals\.customer/,
    );
  });
});

describe('impact', () => {
  it('tells what a change reaches and breaks', async () => {
    const folder = project();
    await run(folder, 'parse');
    await run(folder, 'lineage');
    const changed = project({
      'models/stg_orders.sql':
        "select id as order_id, customer, amount / 2 as amount, status\nfrom {{ ref('raw_orders') }}\n",
      'models/totals.sql':
        "select customer, sum(amount) as sum_total\nfrom {{ ref('stg_orders') }}\ngroup by customer\n",
    });
    const text = (await run(changed, 'impact', '--state', join(folder, 'target'))).stdout;
    expect(text).toMatch(
      /modified stg_orders .*\n\s+changed column amount: a copy is now amount \/ 2\n\s+reaches .*totals\.total/,
    );
    expect(text).toMatch(/modified totals .* BREAKING\n\s+removed column total BREAKING/);
    expect(text).toMatch(/exposures \(1\): dashboard/);
    expect(text).toMatch(/owners \(2\): Board, Money team/);
    const markdown = (await run(changed, 'impact', '--state', join(folder, 'target'), '--output', 'markdown'))
      .stdout;
    expect(markdown).toMatch(/^### Impact\n/);
    expect(markdown).toMatch(/\| `total` \| removed/);
  });

  it('says when nothing changed', async () => {
    const folder = project();
    await run(folder, 'parse');
    await run(folder, 'lineage');
    expect((await run(folder, 'impact', '--state', join(folder, 'target'))).stdout).toMatch(
      /Nothing changed/,
    );
  });
});
