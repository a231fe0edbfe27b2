import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readsHold } from '../../../src/context/capture.js';
import { createCapture, createParseContext } from '../../../src/context/parseContext.js';
import type { Capture, ContextEnvironment } from '../../../src/context/types.js';
import { compileTemplate } from '../../../src/jinja/engine.js';
import type { ModelNode } from '../../../src/manifest/types.js';
import type { Project } from '../../../src/project/types.js';
import { openProject, type TestProject } from './support.js';

const FILES: Readonly<Record<string, string>> = {
  'dbt_project.yml': `name: shop
profile: shop
vars: {text: plain, list: [1, 2], rendered: "{{ env_var('INNER', 'unset') }}"}
`,
  'profiles.yml': `shop:
  target: dev
  outputs:
    dev:
      type: duckdb
      path: ':memory:'
      secrets: [{type: s3, key_id: "{{ env_var('DBT_ENV_SECRET_KEY') }}", secret: hidden_secret}]
`,
  'macros/macros.sql': `{% macro outer() %}{{ inner() }}{{ inner() }}{% endmacro %}
{% macro inner() %}{{ var('text') }}{% endmacro %}
{% macro default__dispatched() %}{% endmacro %}
{% macro dispatched() %}{{ return(adapter.dispatch('dispatched', 'shop')()) }}{% endmacro %}
`,
  'models/m.sql': 'select 1',
};

let opened: TestProject;
let environment: ContextEnvironment;
let node: ModelNode;

beforeAll(() => {
  opened = openProject({ files: FILES, env: { SET: 'value', DBT_ENV_SECRET_KEY: 'hidden_key' } });
  environment = opened.environment;
  node = opened.manifest.nodes['model.shop.m'] as ModelNode;
});

afterAll(() => opened.close());

function capture(source: string): Capture & { readonly text: string } {
  const seen = createCapture();
  const text = compileTemplate(source, { file: 'models/m.sql' }).renderSync(
    createParseContext(environment, node, seen),
  );
  return { ...seen, text };
}

describe('what parsing a text captures', () => {
  it('is its references and config calls, in order', () => {
    const seen = capture(
      "{{ ref('a') }}{{ ref('p', 'b', v=2) }}{{ source('s', 't') }}{{ metric('m') }}{{ function('f') }}{{ config(a=1) }}{{ config({'b': 2}) }}",
    );
    expect(seen.refs).toEqual([
      { name: 'a', package: null, version: null },
      { name: 'b', package: 'p', version: 2 },
    ]);
    expect(seen.sources).toEqual([['s', 't']]);
    expect(seen.metrics).toEqual([['m']]);
    expect(seen.functions).toEqual([['f']]);
    expect(seen.configCalls).toEqual([{ a: 1 }, { b: 2 }]);
  });

  it('is not what branches that are not taken refer to', () => {
    expect(capture("{% if execute %}{{ ref('a') }}{% endif %}").refs).toEqual([]);
  });

  it('is the macros that the text calls itself, while all that were entered are kept for the cache', () => {
    const seen = capture('{{ outer() }}{{ dispatched() }}');
    expect([...seen.macros]).toEqual(['macro.shop.outer', 'macro.shop.dispatched']);
    expect(seen.reads.macros).toEqual([
      'macro.shop.outer',
      'macro.shop.inner',
      'macro.shop.dispatched',
      'macro.shop.default__dispatched',
    ]);
  });
});

describe('what a parsing render reads', () => {
  it('is recorded with its values', () => {
    const { reads } = capture(
      "{{ var('text') }}{{ var('list')|length }}{{ var('missing', 1) }}{{ env_var('SET') }}{{ env_var('UNSET', 'x') }}{{ target.name }}{{ flags.FULL_REFRESH }}",
    );
    expect(reads.vars).toMatchObject({ text: 'plain', list: { repr: '[1, 2]' }, missing: { repr: null } });
    expect(reads.env).toEqual({ SET: 'value', UNSET: null });
    expect(reads.target).toEqual({ name: 'dev' });
    expect(reads.flags).toEqual({ full_refresh: false });
    expect(reads.uncacheable).toBeUndefined();
  });

  it('holds until one of the values changes', () => {
    const { reads } = capture(
      "{{ var('list') }}{{ var('missing', 1) }}{{ env_var('SET') }}{{ target.name }}",
    );
    const holds = (changes: Partial<Project>) =>
      readsHold({ ...environment, project: { ...environment.project, ...changes } }, 'shop', reads);
    const { invocation } = environment.project;
    expect(holds({})).toBe(true);
    expect(holds({ cliVars: { other: 1 } })).toBe(true);
    expect(holds({ cliVars: { missing: null } })).toBe(false);
    expect(holds({ cliVars: { list: [1, 3] } })).toBe(false);
    expect(holds({ invocation: { ...invocation, env: { SET: 'changed' } } })).toBe(false);
    expect(holds({ invocation: { ...invocation, env: {} } })).toBe(false);
  });

  it('goes on inside of vars that hold Jinja', () => {
    const { reads, text } = capture("{{ var('rendered') }}");
    expect(text).toBe('unset');
    expect(reads.env).toEqual({ INNER: null });
  });

  it('cannot be cached when it differs from run to run', () => {
    for (const source of [
      '{{ run_started_at }}',
      '{{ invocation_id }}',
      '{{ modules.datetime.datetime.now() }}',
    ]) {
      expect(capture(source).reads.uncacheable, source).toBeDefined();
    }
  });
});

describe('secrets of the profile', () => {
  it('cannot be reached from templates', () => {
    const seen = capture(
      '{{ target }}{{ target.secrets }}{{ target.get("secrets") }}{{ adapter.config }}{{ adapter.config.credentials }}{{ env }}{{ context }}{{ builtins }}{{ model }}{{ flags }}{{ adapter }}{{ api }}{{ this }}',
    );
    expect(seen.text).not.toMatch(/hidden_(secret|key)/);
    expect(seen.text).toContain("'name': 'dev'");
  });

  it('are not in the environment that templates see', () => {
    expect(() => capture("{{ env_var('DBT_ENV_SECRET_KEY') }}")).toThrow(/profiles\.yml or packages\.yml/);
  });
});
