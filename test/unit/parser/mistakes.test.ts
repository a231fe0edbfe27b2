import { describe, expect, it } from 'vitest';
import { formatError } from '../../../src/errors/formatError.js';
import { createProject, type Files } from './support.js';

interface Mistake {
  readonly title: string;
  readonly files: Files;
  /** Text of each error, in order. */
  readonly errors?: readonly (readonly (string | RegExp)[])[];
  /** Event name and text of each warning. */
  readonly warnings?: readonly (readonly [name: string, ...says: (string | RegExp)[]])[];
}

const M = { 'models/m.sql': 'select 1 as id' };
const Y = 'models/s.yml';

const MISTAKES: readonly Mistake[] = [
  {
    title: 'a typo in a ref',
    files: { ...M, 'models/a.sql': "\n\nselect 1\nfrom {{ ref('mm') }} -- {{ ref('m') }}\n" },
    errors: [["'mm' which was not found", 'at models/a.sql:4:9', "Did you mean 'm'?"]],
  },
  {
    title: 'a bad ref inside a macro',
    files: {
      ...M,
      'macros/x.sql': "{% macro mm() %}\n{{ ref('zz') }}{% endmacro %}",
      'models/a.sql': 'x\n{{ mm() }}',
    },
    errors: [['macros/x.sql:2:4', 'models/a.sql:2:4', 'macro mm']],
  },
  {
    title: 'a ref to a disabled model',
    files: { 'models/a.sql': "{{ ref('d') }}", 'models/d.sql': '{{ config(enabled=false) }}' },
    errors: [["depends on a node named 'd' which is disabled", 'models/a.sql:1:4', "Enable 'd'"]],
  },
  {
    title: 'a typo in a source',
    files: { 'models/a.sql': "x\n{{ source('s', 'tt') }}", [Y]: 'sources: [{name: s, tables: [{name: t}]}]' },
    errors: [["source named 's.tt' which was not found", 'models/a.sql:2:4', "Did you mean 's.t'?"]],
  },
  {
    title: 'a missing version',
    files: {
      'models/a_v1.sql': 'select 1',
      [Y]: 'models: [{name: a, versions: [{v: 1}]}]',
      'models/b.sql': "{{ ref('a', v=7) }}",
    },
    errors: [["'a' with version '7'", "Versions of 'a' are 1."]],
  },
  {
    title: 'two models of one name',
    files: { ...M, 'models/x/m.sql': 'select 2' },
    errors: [['Two models have the name "m"', 'model.p.m (models/m.sql)', 'model.p.m (models/x/m.sql)']],
  },
  {
    title: 'a model and a seed of one name',
    files: { ...M, 'seeds/m.csv': 'a\n1\n' },
    errors: [['Two resources have the name "m"', 'model.p.m (models/m.sql)', 'seed.p.m (seeds/m.csv)']],
  },
  {
    title: 'two relations of one name',
    files: { ...M, 'models/n.sql': "{{ config(alias='m') }} select 2" },
    errors: [['"x"."main"."m"', 'model.p.m (models/m.sql)', 'model.p.n (models/n.sql)']],
  },
  {
    title: 'two macros of one name',
    files: {
      'macros/a.sql': '{% macro x() %}{% endmacro %}',
      'macros/b.sql': '\n{% macro x() %}{% endmacro %}',
    },
    errors: [['Two macros named "x"', 'macros/a.sql:1:1', 'macros/b.sql:2:1']],
  },
  {
    title: 'two tables of one name in a source',
    files: { [Y]: 'sources:\n  - {name: s, tables: [{name: t}]}\n  - {name: s, tables: [{name: t}]}\n' },
    errors: [['Two sources have the name "s.t"', 'at models/s.yml:3:']],
  },
  {
    title: 'two docs blocks of one name',
    files: { 'models/a.md': '{% docs a %}x{% enddocs %}\n{% docs a %}x{% enddocs %}' },
    errors: [['Two docs blocks are named "a"', 'models/a.md:1', 'models/a.md:2']],
  },
  {
    title: 'two equal tests',
    files: { ...M, [Y]: 'models:\n  - name: m\n    columns: [{name: a, tests: [unique, unique]}]\n' },
    errors: [['Two data tests have the name "unique_m_a"', 'on column "a"', 'at models/s.yml:3:41']],
  },
  {
    title: 'an unknown docs block',
    files: { ...M, [Y]: 'models:\n  - name: m\n    description: "{{ doc(\'nope\') }}"\n' },
    errors: [["doc 'nope'", 'at models/s.yml:3:19']],
  },
  {
    title: 'two entries for one model',
    files: { ...M, [Y]: 'models: [{name: m}]', 'models/t.yml': 'models: [{name: m}]' },
    errors: [['describe the resource m', 'models/s.yml', 'models/t.yml']],
  },
  {
    title: 'lists and names of a property file',
    files: {
      'models/1.yml': 'models:\n  - description: m\n',
      'models/2.yml': 'models:\n  name: m\n',
      'models/3.yml': 'models:\n  - m\n',
      'models/4.yml': '- a\n',
      'models/5.yml': 'models:\n  - name: 5\n',
    },
    errors: [
      ['does not have a name attribute', 'models/1.yml:2:5'],
      ["the value of 'models' is not a list", 'models/2.yml:2:3'],
      ['is not a dictionary', 'models/3.yml:2:5'],
      ['are not a mapping', 'models/4.yml:1:1'],
      ['a name that is not text', 'models/5.yml:2:11', 'Put quotes'],
    ],
  },
  {
    title: 'Jinja in a property file',
    files: { ...M, [Y]: 'models:\n  - name: m\n    config:\n      tags: "{{ env_var(\'NOPE\') }}"\n' },
    errors: [['NOPE', 'at models/s.yml:4:13']],
  },
  {
    title: 'a config of a wrong type in SQL and in YAML',
    files: {
      'models/m.sql': "select 1\n{{ config(enabled='maybe') }}",
      'models/n.sql': 'select 2',
      [Y]: 'models:\n  - name: n\n    config: {enabled: maybe}\n',
    },
    errors: [
      ["'enabled'", 'true or false', 'at models/m.sql:2:4'],
      ["'enabled'", 'true or false', 'at models/s.yml:3:14'],
    ],
  },
  {
    title: 'test entries that are none',
    files: {
      ...M,
      [Y]: 'models:\n  - name: m\n    tests:\n      - relationships:\n        to: x\n      - unique: [a]\n      - 5\n      - unique: {severity: warn, config: {severity: error}}\n',
    },
    errors: [
      ['must have exactly one key, got 2', 'models/s.yml:4:9'],
      ['must be a mapping, got a list', 'models/s.yml:6:9'],
      ['neither a name nor a mapping', 'models/s.yml:7:9'],
      ["the same key at the top-level and in config: 'severity'", 'models/s.yml:8:9'],
    ],
  },
  {
    title: 'a test macro that calls what is not there',
    files: {
      ...M,
      [Y]: 'models:\n  - name: m\n    tests: [tt]\n',
      'macros/t.sql': '{% test tt(model) %}{{ helper() }}{% endtest %}',
    },
    errors: [["'helper' is undefined", 'macros/t.sql:1:24', 'models/s.yml:3:13']],
  },
  {
    title: 'exposures',
    files: {
      [Y]: "exposures:\n  - {name: e, type: mlx, owner: {name: a}}\n  - {name: 'e x', type: ml, owner: {name: a}}\n  - {name: f, type: ml, owner: {}}\n  - {name: g, type: ml, owner: {name: a}, depends_on: [ref('zz')]}\n",
    },
    errors: [
      ["'mlx' is not one of", "Did you mean 'ml'?"],
      ['neither a name nor an email'],
      ["Exposure 'exposure.p.g'", "'zz' which was not found", 'models/s.yml:5:'],
    ],
  },
  {
    title: 'groups and access',
    files: {
      ...M,
      'models/e.sql': "{{ config(materialized='ephemeral', access='public') }} select 1",
      'models/q.sql': "{{ config(access='privat') }} select 1",
      [Y]: 'models: [{name: m, group: finanse}]\ngroups: [{name: finance, owner: {name: x}}]\n',
    },
    errors: [
      ["'ephemeral' materialization has an invalid value (public)"],
      ["Invalid group 'finanse'", "Did you mean 'finance'?"],
      ["'access'", "Did you mean 'private'?"],
    ],
  },
  {
    title: 'a private model',
    files: {
      'models/a.sql': "{{ config(access='private', group='g') }} select 1",
      'models/b.sql': "{{ ref('a') }}",
      [Y]: 'groups: [{name: g, owner: {name: x}}]',
    },
    errors: [[/model\.p\.b.*model\.p\.a/, 'private']],
  },
  {
    title: 'versions',
    files: {
      'models/a_v1.sql': 'select 1',
      'models/b_v1.sql': 'select 1',
      [Y]: 'models:\n  - name: a\n    versions: [{v: 1}, {v: 1}]\n  - name: b\n    latest_version: 3\n    versions: [{v: 1}]\n',
    },
    errors: [["Found duplicate version: '1'"], ["latest_version: 3 is not one of model 'b' versions: [1]"]],
  },
  {
    title: 'snapshots that say too little',
    files: {
      'snapshots/a.sql': '{% snapshot a %}select 1{% endsnapshot %}',
      'snapshots/b.sql':
        "{% snapshot b %}{{ config(strategy='check', unique_key='x') }}select 1{% endsnapshot %}",
      'snapshots/c.sql':
        "{% snapshot c %}{{ config(strategy='timestamp', unique_key='x') }}select 1{% endsnapshot %}",
    },
    errors: [["'strategy' and 'unique_key'"], ['check_cols'], ['updated_at']],
  },
  {
    title: 'a seed whose hook refers to a model',
    files: {
      ...M,
      'seeds/s.csv': 'a\n1\n',
      'seeds/s.yml': 'seeds: [{name: s, config: {pre-hook: "{{ ref(\'m\') }}"}}]',
    },
    errors: [['Seeds cannot depend on other nodes']],
  },
  {
    title: 'a contract without columns',
    files: { ...M, [Y]: 'models:\n  - name: m\n    config: {contract: {enforced: true}}\n' },
    errors: [['Constraints must be defined in a `yml` schema configuration file', 'models/s.yml:2:5']],
  },
  {
    title: 'a constraint of an unknown type',
    files: { ...M, [Y]: 'models:\n  - name: m\n    columns: [{name: a, constraints: [{type: not_nul}]}]\n' },
    errors: [['Invalid constraint type on column a', "Did you mean 'not_null'?"]],
  },
  {
    title: 'a name with a space, a file that is not UTF-8, a broken template: all at once',
    files: {
      'models/a b.sql': 'select 1',
      'models/c.sql': Buffer.from([0x73, 0x0a, 0x65, 0xff, 0xfe]),
      'models/d.sql': 'select {{ a ',
    },
    errors: [
      ['contain spaces', 'models/a b.sql'],
      ['is not UTF-8', 'models/c.sql:2:2'],
      ['models/d.sql:1:8'],
    ],
  },
  {
    title: 'unit tests',
    files: {
      ...M,
      [Y]: "unit_tests:\n  - {name: u, model: mm, given: [], expect: {rows: []}}\n  - {name: v, model: m, given: [{input: ref('m'), fixture: nope, format: csv}], expect: {rows: []}}\n",
    },
    errors: [
      ["Unable to find model 'p.mm'", "Did you mean 'm'?"],
      ["fixture 'nope'", 'tests/fixtures'],
    ],
  },
  {
    title: 'misspelt keys',
    files: {
      ...M,
      [Y]: 'modles: []\nmodels:\n  - name: m\n    descripton: x\n    mine: fine\n    columns: [{name: a, descripion: x}]\n',
    },
    errors: [],
    warnings: [
      ['CustomTopLevelKeyDeprecation', 'models/s.yml:1:1', "Did you mean 'models'?"],
      [
        'CustomKeyInObjectDeprecation',
        "models/s.yml:4:5: unknown key 'descripton' of model 'm'",
        "Did you mean 'description'?",
      ],
      ['CustomKeyInObjectDeprecation', "'descripion' of column 'a'"],
    ],
  },
  {
    title: 'entries that match nothing, or the wrong thing',
    files: {
      ...M,
      [Y]: 'models:\n  - name: mm\n    columns: [{name: a, tests: [unique]}]\nseeds:\n  - name: m\n',
    },
    errors: [],
    warnings: [
      ['NodeNotFoundOrDisabled', "'mm' which was not found", 'models/s.yml:3:33'],
      ['NoNodeForYamlKey', "'mm' in the 'models' section", 'models/s.yml:2:5'],
      ['WrongResourceSchemaFile', "'m' is a model node", 'models/s.yml:5:5'],
    ],
  },
  {
    title: 'a misspelt test',
    files: { ...M, [Y]: 'models:\n  - name: m\n    tests: [uniqe]\n' },
    errors: [],
    warnings: [['GenericTestNotFound', "models/s.yml:3:13: the test 'uniqe'", "Did you mean 'unique'?"]],
  },
  {
    title: 'config paths that match nothing',
    files: {
      ...M,
      'dbt_project.yml': 'name: p\nprofile: golden\nmodels: {p: {m: {+tags: a}, nope: {+tags: b}}}\n',
    },
    errors: [],
    warnings: [['UnusedResourceConfigPath', '- models.p.nope']],
  },
];

function check(texts: readonly string[], expected: readonly (readonly (string | RegExp)[])[]): void {
  expect(texts.length, texts.join('\n\n')).toBe(expected.length);
  for (const says of expected) {
    const isSaid = (text: string) =>
      says.every((part) => (typeof part === 'string' ? text.includes(part) : part.test(text)));
    expect(texts.some(isSaid), `${says.join(' | ')}\nnot in:\n${texts.join('\n\n')}`).toBe(true);
  }
}

describe('mistakes in a project', () => {
  for (const { title, files, errors, warnings } of MISTAKES) {
    it(title, () => {
      const project = createProject(files);
      try {
        check(project.errors().map(formatError), errors ?? []);
        if (warnings)
          check(
            project.warnings.map(({ name, msg }) => `${name} ${msg}`),
            warnings,
          );
      } finally {
        project.remove();
      }
    });
  }
});
