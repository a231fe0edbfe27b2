import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createProject, type Files, type ParseSettings, type TemporaryProject } from './support.js';

const FILES: Files = {
  'dbt_project.yml':
    'name: p\nprofile: golden\nvars: {limit: 10, rate: 1.0}\nmodels: {p: {+tags: [all], +post-hook: "{{ note(\'done\') }}"}}\n',
  'models/a.sql': '{{ config(meta={"rate": 1.0, "pair": (1, 2)}) }} select {{ var("limit") }} as id',
  'models/b.sql':
    "select * from {{ ref('a') }} {% if env_var('MODE', 'x') == 'y' %}, {{ ref('c') }}{% endif %}",
  'models/c.sql': "select {{ outer() }} {% if target.name == 'prod' %}{{ ref('b') }}{% endif %}",
  'models/d.sql': "select '{{ run_started_at }}' {% if flags.FULL_REFRESH %}, {{ ref('a') }}{% endif %}",
  'models/s.yml':
    'models:\n  - name: a\n    description: "{{ doc(\'a\') }}"\n    config: {meta: {one: 1.0}, tags: ["v{{ var(\'limit\') }}"]}\n    columns: [{name: id, data_tests: [unique, {in_list: {arguments: {values: [1.0, 2]}}}]}]\n',
  'models/docs.md': '{% docs a %}Text of a{% enddocs %}',
  'seeds/data.csv': 'x\n1\n',
  'snapshots/s.sql':
    "{% snapshot snap %}{{ config(strategy='check', unique_key='id', check_cols='all') }}select * from {{ ref('a') }}{% endsnapshot %}",
  'macros/m.sql':
    '{% macro outer() %}{{ inner() }}{% endmacro %}\n{% macro inner() %}1{% endmacro %}\n{% macro note(what) %}{{ what }}{% endmacro %}\n{% test in_list(model, values, column_name) %}select 1 from {{ model }} {{ inner() }}{% endtest %}',
  'tests/one.sql': "select * from {{ ref('c') }}",
};

let project: TemporaryProject | undefined;
afterEach(() => project?.remove());

/** The manifest from the cache, which has to equal one without it. */
function cached(settings: ParseSettings = {}): string {
  const text = project!.manifest({ ...settings, useCache: true });
  expect(text).toBe(project!.manifest(settings));
  return text;
}

const cacheFile = () => join(project!.root, 'target', 'xform_parse_cache');

describe('the parse cache', () => {
  it('gives the same manifest as a parse without it, and is not written again', () => {
    project = createProject(FILES);
    cached();
    const before = readFileSync(cacheFile(), 'utf8');
    cached();
    expect(readFileSync(cacheFile(), 'utf8')).toBe(before);
  });

  const CHANGES: Readonly<Record<string, Readonly<Record<string, string | undefined>>>> = {
    'a model': { 'models/a.sql': 'select 2 as id' },
    'a macro that models reach through another one': {
      'macros/m.sql': `${FILES['macros/m.sql']}`.replace('%}1{%', "%}{{ ref('a') }}{%"),
    },
    'a hook macro': { 'macros/m.sql': `${FILES['macros/m.sql']}`.replace('{{ what }}', "{{ ref('c') }}") },
    'a new macro that shadows a built-in one': {
      'macros/alias.sql':
        '{% macro generate_alias_name(custom_alias_name, node) %}x_{{ node.name }}{% endmacro %}',
    },
    'a new macro that shadows ref': {
      'macros/ref.sql': "{% macro ref(name) %}{{ return(builtins.ref('c')) }}{% endmacro %}",
    },
    'a property file': { 'models/s.yml': 'models: [{name: a, description: changed}]' },
    'a docs block': { 'models/docs.md': '{% docs a %}Other text{% enddocs %}' },
    'a seed': { 'seeds/data.csv': 'x\n2\n' },
    'a removed file': { 'tests/one.sql': undefined },
    'a var of the project': {
      'dbt_project.yml': `${FILES['dbt_project.yml']}`.replace('limit: 10', 'limit: 11'),
    },
    'config of the project': {
      'dbt_project.yml': `${FILES['dbt_project.yml']}`.replace('[all]', '[other]').replace('done', 'over'),
    },
    'the schema of the target': {
      'profiles.yml':
        'golden: {target: dev, outputs: {dev: {type: duckdb, path: x.duckdb, schema: other}}}\n',
    },
    'the name of the target': {
      'profiles.yml':
        'golden: {target: prod, outputs: {prod: {type: duckdb, path: x.duckdb, schema: main}}}\n',
      'models/b.sql': 'select 1',
    },
  };
  for (const [title, files] of Object.entries(CHANGES)) {
    it(`sees ${title}`, () => {
      project = createProject(FILES);
      const before = cached();
      project.change(files);
      const after = cached();
      expect(after).not.toBe(before);
    });
  }

  const SETTINGS: Readonly<Record<string, ParseSettings>> = {
    'a var of the command line': { cliVars: { limit: 3 } },
    'an environment variable': { env: { MODE: 'y' } },
    'a flag': { flags: { full_refresh: true } },
  };
  for (const [title, settings] of Object.entries(SETTINGS)) {
    it(`sees ${title}`, () => {
      project = createProject(FILES);
      const before = cached();
      expect(cached(settings)).not.toBe(before);
      expect(cached()).toBe(before);
    });
  }

  it('trusts neither time nor size of a file that is as young as the cache', () => {
    project = createProject(FILES);
    cached();
    const now = Date.now() / 1000;
    const path = join(project.root, 'models/a.sql');
    writeFileSync(path, 'select 1 as id');
    utimesSync(path, now, now);
    cached();
    writeFileSync(path, 'select 2 as id');
    utimesSync(path, now, now);
    expect(cached()).toContain('select 2 as id');
  });

  it('is ignored when it is damaged', () => {
    project = createProject(FILES);
    const before = cached();
    const whole = readFileSync(cacheFile(), 'utf8');
    for (const text of [
      '',
      'x',
      whole.slice(0, whole.length / 2),
      whole.replace('"refs"', '"reef"'),
      `\0${whole}`,
    ]) {
      writeFileSync(cacheFile(), text);
      expect(cached()).toBe(before);
    }
  });

  it('keeps no values of environment variables', () => {
    project = createProject(FILES);
    cached({ env: { MODE: 'a-secret-value' } });
    expect(readFileSync(cacheFile(), 'utf8')).not.toContain('a-secret-value');
  });

  it('repeats warnings and errors of files that have some', () => {
    project = createProject({ ...FILES, 'models/t.yml': 'models: [{name: b, descripton: x}]' });
    for (let i = 0; i < 2; i++) {
      cached();
      project.parse({ useCache: true });
      expect(project.warnings.map(({ name }) => name)).toContain('CustomKeyInObjectDeprecation');
    }
    project.change({ 'models/a.sql': "{{ ref('nope') }}" });
    for (let i = 0; i < 2; i++) expect(project.errors({ useCache: true })).toHaveLength(1);
  });
});
