import { describe, expect, it } from 'vitest';
import { createCapture, createParseContext } from '../../../src/context/parseContext.js';
import { compileTemplate } from '../../../src/jinja/engine.js';
import { pyRepr } from '../../../src/jinja/values/text.js';
import type { ManifestNode } from '../../../src/manifest/types.js';
import { findStaticFacts } from '../../../src/parser/nodes/staticFacts.js';
import { createProject } from './support.js';

/** Texts whose facts can be read off. */
const STATIC = [
  'select 1 }} %} #}',
  "select * from {{ ref('a') }}",
  'select * from {{ref("a")}} join {{- ref( "p" , \'a\' , ) -}} {{ source("s", "t",) }}',
  "{# {{ ref('x') }} #} -- {{ ref('a b') }}\n{{ source('s','t') }}",
  "{{ config(materialized='table', tags=['a', \"b\"], meta={'x': 1, 'y': [1.0, -2, none, True],}, enabled=true) }}",
  '{{ config(pre_hook="insert {{ ref(\'z\') }}", unique_key=[], grants={}) }}{{ config(alias=None) }}',
  "{{ config(a='line\nbreak', b='é', c=0, d=-0.5, e={'k': {'l': []}}) }} '{{ ref(\"é\") }}'",
];

/** Texts that have to be rendered. */
const RENDERED = [
  "{% if true %}{{ ref('a') }}{% endif %}",
  "{{ ref('a') ~ 'x' }}",
  "{{ ref('a').identifier }}",
  "{{ ref('a' 'b') }}",
  "{{ ref(var('a')) }}",
  "{{ ref('a', v=1) }}",
  "{{ ref('a\\'b') }}",
  "{{ ref('a') | upper }}",
  "{{ config({'a': 1}) }}",
  '{{ config(a=1 + 1) }}',
  '{{ config(a=(1, 2)) }}',
  '{{ config(a=1_000) }}',
  '{{ config(a=1e3) }}',
  '{{ config(a=x) }}',
  '{{ config(a={1: 2}) }}',
  '{{ config() }}',
  '{{ this }}',
  "{{ my_ref('a') }}",
  "{{ ref('a') }",
  "{# {{ ref('a') }}",
];

describe('facts that need no render', () => {
  const project = createProject({});
  const { environment } = project.parse();
  project.remove();
  const node = {
    package_name: 'p',
    resource_type: 'model',
    name: 'n',
    unique_id: 'model.p.n',
    fqn: [],
    config: {},
  };

  for (const text of STATIC) {
    it(`are those of a render: ${text}`, () => {
      const capture = createCapture();
      const context = createParseContext(environment, node as unknown as ManifestNode, capture);
      compileTemplate(text, { file: 'x.sql' }).renderSync(context);
      const { refs, sources, configCalls } = capture;
      const found = findStaticFacts(text);
      expect(found).toBeDefined();
      expect(pyRepr({ refs, sources, configCalls })).toBe(
        pyRepr({ refs: found!.refs, sources: found!.sources, configCalls: found!.configCalls }),
      );
    });
  }

  for (const text of RENDERED) {
    it(`are not guessed: ${text}`, () => expect(findStaticFacts(text)).toBeUndefined());
  }

  it('are not used where a macro of the project stands in for ref', () => {
    const overriding = createProject({
      'models/a.sql': 'select 1',
      'models/b.sql': "{{ ref('wrong') }}",
      'macros/ref.sql': "{% macro ref(name) %}{{ return(builtins.ref('a')) }}{% endmacro %}",
    });
    expect(overriding.parse().manifest.nodes['model.p.b']).toMatchObject({ refs: [{ name: 'a' }] });
    overriding.remove();
  });
});
