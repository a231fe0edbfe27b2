import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { temporaryProject, xform } from '../support/cli.js';

type Files = Record<string, string | Buffer>;

/** A project without a mistake; each case changes or adds files. */
const GOOD: Files = {
  'dbt_project.yml': 'name: shop\nversion: "1.0"\n',
  'seeds/raw_orders.csv': 'id,amount\n1,10\n2,20\n',
  'models/stg_orders.sql': "select id, amount from {{ ref('raw_orders') }}\n",
  'models/orders.sql': "select * from {{ ref('stg_orders') }}\n",
  'macros/cents.sql': '{% macro cents(column) %}{{ column }} * 100{% endmacro %}\n',
  'models/schema.yml': `version: 2
models:
  - name: orders
    columns:
      - name: id
        data_tests: [not_null]
`,
};

interface Mistake {
  readonly title: string;
  readonly change: Files;
  readonly args?: readonly string[];
  readonly env?: Record<string, string>;
  readonly code: 1 | 2;
  /** All of these are in what is printed: the place, what is wrong, the hint. */
  readonly says: readonly RegExp[];
}

const MISTAKES: readonly Mistake[] = [
  {
    title: 'a typo in ref',
    change: { 'models/orders.sql': "select *\nfrom {{ ref('stg_order') }}\n" },
    code: 2,
    says: [/models\/orders\.sql:2:\d+/, /stg_order/, /Did you mean 'stg_orders'/],
  },
  {
    title: 'a typo in the name of a macro',
    change: { 'models/orders.sql': "select {{ cent('amount') }} as c\nfrom {{ ref('stg_orders') }}\n" },
    code: 1,
    says: [/models\/orders\.sql:1:\d+/, /'cent' is undefined/, /Did you mean 'cents'/],
  },
  {
    title: 'a macro that fails inside of another one (the lines are those of dbt, with places)',
    change: {
      'macros/nested.sql':
        "{% macro inner() %}{{ exceptions.raise_compiler_error('not so') }}{% endmacro %}\n{% macro outer() %}\n  {{ inner() }}\n{% endmacro %}\n",
      'models/orders.sql':
        "{% if execute %}{{ outer() }}{% endif %}\nselect * from {{ ref('stg_orders') }}\n",
    },
    code: 1,
    says: [
      /Compilation Error in model orders \(models\/orders\.sql\)\n\s+not so\n\s+> in macro inner \(macros\/nested\.sql:1:\d+\)\n\s+> called by macro outer \(macros\/nested\.sql:3:\d+\)\n\s+> called by model orders \(models\/orders\.sql:1:\d+\)/,
    ],
  },
  {
    title: 'a typo in a YAML key',
    change: { 'models/schema.yml': 'version: 2\nmodels:\n  - name: orders\n    descripton: Orders\n' },
    args: ['parse', '--warn-error'],
    code: 2,
    says: [/models\/schema\.yml:4:5/, /descripton/, /Did you mean 'description'/],
  },
  {
    title: 'a bad indent in YAML',
    change: { 'models/schema.yml': 'version: 2\nmodels:\n  - name: orders\n   description: Orders\n' },
    code: 2,
    says: [/models\/schema\.yml:4/, /indent/i],
  },
  {
    title: 'a missing comma in SQL',
    change: { 'models/orders.sql': "select id amount id\nfrom {{ ref('stg_orders') }}\n" },
    code: 1,
    says: [
      /model orders \(models\/orders\.sql\)/,
      /syntax error at or near "id"/i,
      /target\/(compiled|run)\/shop\/models\/orders\.sql/,
    ],
  },
  {
    title: 'a cycle',
    change: { 'models/stg_orders.sql': "select * from {{ ref('orders') }}\n" },
    code: 2,
    says: [/cycle/i, /orders/, /stg_orders/, /models\/stg_orders\.sql/],
  },
  {
    title: 'two models of one name',
    change: { 'models/other/orders.sql': 'select 1 as id\n' },
    code: 2,
    says: [/models\/orders\.sql/, /models\/other\/orders\.sql/, /orders/],
  },
  {
    title: 'an unknown adapter',
    change: {
      'dbt_project.yml': 'name: shop\nprofile: shop\n',
      'profiles.yml':
        'shop:\n  target: dev\n  outputs:\n    dev:\n      type: duckdbb\n      path: x.duckdb\n',
    },
    code: 2,
    says: [/profiles\.yml:5/, /duckdbb/, /Did you mean 'duckdb'/],
  },
  {
    title: 'a database path that cannot be written',
    change: {
      'dbt_project.yml': 'name: shop\nprofile: shop\n',
      'profiles.yml':
        'shop:\n  target: dev\n  outputs:\n    dev: {type: duckdb, path: /proc/nowhere/x.duckdb, schema: main}\n',
    },
    code: 2,
    says: [/\/proc\/nowhere\/x\.duckdb/, /Hint: /],
  },
  {
    title: 'a broken row in a CSV file',
    change: { 'seeds/raw_orders.csv': 'id,amount\n1,10\n2,"20\n' },
    code: 1,
    says: [/seeds\/raw_orders\.csv/, /(:3|line 3|:2)/i, /quote/i],
  },
  {
    title: 'an unknown column',
    change: { 'models/orders.sql': "select id, amonut\nfrom {{ ref('stg_orders') }}\n" },
    code: 1,
    says: [/model orders \(models\/orders\.sql\)/, /amonut/, /amount/],
  },
  {
    title: 'a wrong type in config',
    change: { 'models/orders.sql': "{{ config(enabled='maybe') }}\nselect 1 as id\n" },
    code: 2,
    says: [/models\/orders\.sql/, /enabled/, /(true or false|boolean)/i],
  },
  {
    title: 'an empty model',
    change: { 'models/orders.sql': '' },
    code: 1,
    says: [/models\/orders\.sql/, /empty|no SQL/i],
  },
  {
    title: 'a missing environment variable',
    change: { 'models/orders.sql': "select '{{ env_var('SHOP_NAME') }}' as id\n" },
    code: 2,
    says: [/models\/orders\.sql:1:\d+/, /SHOP_NAME/, /Hint: /],
  },
  {
    title: 'a macro that calls itself for ever',
    change: {
      'macros/cents.sql': '{% macro cents(column) %}{{ cents(column) }}{% endmacro %}\n',
      'models/orders.sql': "select {{ cents('id') }} as id\n",
    },
    code: 2,
    says: [/cents/, /recurs/i, /macros\/cents\.sql:1/],
  },
  {
    title: 'a huge integer',
    change: { 'models/orders.sql': 'select {{ 10 ** 100000000 }} as id\n' },
    code: 2,
    says: [/models\/orders\.sql:1:\d+/, /too many digits/],
  },
  {
    title: 'a file that is not UTF-8',
    change: { 'models/orders.sql': Buffer.from([0x73, 0x65, 0x6c, 0xff, 0xfe, 0x0a]) },
    code: 2,
    says: [/models\/orders\.sql/, /UTF-8/],
  },
  {
    title: 'two snapshots of one name',
    change: {
      'snapshots/a.yml':
        "snapshots:\n  - name: history\n    relation: ref('orders')\n    config: {strategy: check, unique_key: id, check_cols: all}\n",
      'snapshots/b.yml':
        "snapshots:\n  - name: history\n    relation: ref('orders')\n    config: {strategy: check, unique_key: id, check_cols: all}\n",
    },
    code: 2,
    says: [/snapshots\/a\.yml/, /snapshots\/b\.yml/, /history/],
  },
  {
    title: 'a test on a model that does not exist',
    change: {
      'models/schema.yml':
        'version: 2\nmodels:\n  - name: ordesr\n    columns:\n      - name: id\n        data_tests: [not_null]\n',
    },
    args: ['parse', '--warn-error'],
    code: 2,
    says: [/models\/schema\.yml(:3)?/, /ordesr/, /Did you mean 'orders'/],
  },
  {
    title: 'a profile that cannot be found',
    change: { 'dbt_project.yml': 'name: shop\nprofile: warehouse\n' },
    code: 2,
    says: [/dbt_project\.yml/, /warehouse/, /profiles\.yml/, /Hint: /],
  },
  {
    title: 'an option that does not exist',
    change: {},
    args: ['build', '--full-refrsh'],
    code: 2,
    says: [/^Usage: /m, /^Error: /m, /--full-refresh/],
  },
];

let cleanUp: (() => void) | undefined;
afterEach(() => cleanUp?.());

function checkMessage(text: string): void {
  expect(text).not.toMatch(/^\s+at .*\(.*:\d+:\d+\)$/m);
  expect(text).not.toMatch(/\bnode:internal\b|\[object Object\]|(?<!is )\bundefined\b(?!')/);
}

describe('a mistake gets one clear message', () => {
  it('and the project without one builds', () => {
    const project = temporaryProject(GOOD);
    cleanUp = project.remove;
    const result = xform(['build'], { cwd: project.folder });
    expect(result.text).toMatch(/Completed successfully/);
    expect(result.code).toBe(0);
  });

  for (const mistake of MISTAKES) {
    it(mistake.title, () => {
      const project = temporaryProject({ ...GOOD, ...mistake.change });
      cleanUp = project.remove;
      const result = xform(mistake.args ?? ['build'], { cwd: project.folder, env: mistake.env });
      for (const pattern of mistake.says) expect(result.text).toMatch(pattern);
      checkMessage(result.text);
      expect(result.code).toBe(mistake.code);
    });
  }

  it('a database that another process has open', async () => {
    const project = temporaryProject(GOOD);
    cleanUp = project.remove;
    const script = `const { DuckDBInstance } = require(${JSON.stringify(createRequire(import.meta.url).resolve('@duckdb/node-api'))});
DuckDBInstance.create('shop.duckdb').then(() => { console.log('open'); setTimeout(() => {}, 60000); });`;
    const owner = spawn(process.execPath, ['-e', script], { cwd: project.folder });
    try {
      await once(owner.stdout, 'data');
      const result = xform(['build'], { cwd: project.folder });
      expect(result.text).toContain(join(project.folder, 'shop.duckdb'));
      expect(result.text).toMatch(/lock|in use|open/i);
      expect(result.text).toContain(String(owner.pid));
      checkMessage(result.text);
      expect(result.code).toBe(2);
    } finally {
      owner.kill();
    }
  });
});
