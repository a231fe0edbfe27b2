/**
 * Small projects whose models say what they see. record.mjs runs them in dbt and keeps what it says in goldens.json;
 * context.test.ts runs them here. `logs` of a golden are the lines of log(..., info=true), `compiled` the compiled SQL by
 * path; cases with `fails` end in an error, and both messages have to mention those words.
 */

const PROFILE = `shop:
  target: dev
  outputs:
    dev: {type: duckdb, path: ':memory:', schema: main, threads: 1}
`;

const SAY = `{% macro say(name, value) %}{{ log((('run' if execute else 'parse') ~ ' ' ~ name ~ ' = ' ~ value), info=true) }}{% endmacro %}
`;

/** A project of one model `m` and what goes with it. */
function project(name, model, files = {}, more = '') {
  return {
    name,
    files: {
      'dbt_project.yml': `name: shop\nversion: '1.0'\nprofile: shop\n${more}`,
      'profiles.yml': PROFILE,
      'macros/say.sql': SAY,
      'models/other.sql': 'select 1 as id',
      ...(model === null ? {} : { 'models/m.sql': model }),
      ...files,
    },
  };
}

/** A project whose compiled SQL depends on how macros of dbt are laid out. */
function logsOnly(...args) {
  return { ...project(...args), logsOnly: true };
}

/** One model that prints each expression, once while parsing and once while compiling. */
function prints(name, expressions, files, more) {
  const lines = expressions.map((expression) => `{{ say(${JSON.stringify(expression)}, ${expression}) }}`);
  return project(name, `${lines.join('\n')}\nselect 1 as id`, files, more);
}

/** A model body that fails, and words of the message. */
function fails(name, body, mentions, files, more) {
  return { ...project(name, body, files, more), fails: mentions };
}

const PACKAGE = {
  'packages.yml': 'packages: [{local: ./tools}]\n',
  'tools/dbt_project.yml': `name: tools
version: '1.0'
vars:
  shared: from_tools
  own: from_tools
  tools: {scoped: scoped_in_tools}
`,
  'tools/macros/tools.sql': `{% macro only_tools() %}only in tools{% endmacro %}
{% macro both() %}both of tools{% endmacro %}
{% macro calls_both() %}[{{ both() }}]{% endmacro %}
{% macro shaped() %}{{ return(adapter.dispatch('shaped', 'tools')()) }}{% endmacro %}
{% macro default__shaped() %}default of tools{% endmacro %}
{% macro duckdb__engine_only() %}duckdb of tools{% endmacro %}
{% macro engine_only() %}{{ return(adapter.dispatch('engine_only', 'tools')()) }}{% endmacro %}
{% macro date_trunc(part, date) %}date_trunc of tools{% endmacro %}
{% macro reads_own() %}{{ var('own', 'default') }}{% endmacro %}
`,
  'tools/models/tm.sql': `{{ say('tm both', both()) }}
{{ say('tm vars', [var('shared'), var('own'), var('scoped', 'none'), var('rooted', 'none')]) }}
{{ say('tm date_trunc', date_trunc('a', 'b')) }}
{{ say('tm project', project_name) }}
select 1 as id`,
  'macros/own.sql': `{% macro both() %}both of root{% endmacro %}
{% macro default__shaped() %}default of root{% endmacro %}
{% macro default__datediff(first, second, part) %}datediff of root{% endmacro %}
`,
};

const VARS = `vars:
  shared: from_root
  text: plain
  rendered: "{{ 1 + 1 }} {{ this.identifier }}"
  number: 7
  nothing: null
  list: [1, a, "{{ x }}"]
  tools: {rooted: rooted_for_tools}
`;

export const cases = [
  prints('scalars', [
    'execute',
    'this',
    'this.type',
    'schema',
    'database',
    'project_name',
    'target.name',
    'env.name',
    'target.get("password", "none")',
    'thread_id',
    'pre_hooks',
    'post_hooks',
    'sql',
    'compiled_code',
    'defer_relation',
    'selected_resources|sort',
    'graph.keys()|list',
    'graph.get("nodes", {}).keys()|list|sort',
    'model.unique_id',
    'model.resource_type',
    'model.fqn',
    'model.path',
    'model.original_file_path',
    'model.raw_code is string',
    'model.alias',
    'model.group is defined',
    'model.compiled_code is defined',
    'model.batch is defined',
    'flags.WHICH',
    'flags.FULL_REFRESH',
    'flags.STORE_FAILURES',
    'context_macro_stack.depth',
    'doc is defined',
    'results is defined',
    'connection_name is defined',
    'secrets is defined',
    'api.keys()|list',
    'column.translate_type("string")',
    'api.Column("x", "integer").data_type',
    'api.Relation.create(database="d", schema="s", identifier="i")',
    'context is mapping',
    '"ref" in context',
    '"say" in context',
    '"nothing_like_it" in context',
    'context["this"]',
    'context.get("nothing_like_it")',
    'context.get("nothing_like_it", 3)',
    'context["say"] == say',
    'shop is mapping',
    '"say" in shop',
    'builtins.keys()|reject("equalto", "_sql_results")|list|sort',
    'diff_of_two_dicts({"a": ["x", "y"]}, {"a": ["x"]})',
    'try_or_compiler_error("no", adapter.type)',
    'render("{{ 1 + 1 }} {{ this.identifier }}")',
    'render("plain")',
    'write("select 2")',
    'load_result("nothing")',
    'store_result("r", response="yes")',
    'load_result("r").response',
    'store_raw_result("q", message="m", code="c", rows_affected="3")',
    'load_result("q").response',
    'load_result("main")',
  ]),
  prints(
    'config values',
    [
      "config(tags=['later'])",
      "config.get('materialized')",
      "config.get('custom')",
      "config.get('custom', 'default')",
      "config.get('missing')",
      "config.get('missing', 'default')",
      "config.get('empty', 'default')",
      "config.get('schema', 'default')",
      "config.get('unique_key', 'default')",
      "config.get('pre_hook', 'default')",
      "config.get('in_meta', 'default')",
      "config.get('tags')",
      "config.meta_get('in_meta')",
      "config.meta_get('in_meta', 'default')",
      "config.meta_get('missing', 'default')",
      "config.meta_get('missing')",
      "config.require('custom')",
      "config.meta_require('in_meta')",
      'config.persist_relation_docs()',
      'config.persist_column_docs()',
      "config.set('a', 1)",
      'config.model.name',
      'config.nothing is defined',
    ],
    {
      'models/schema.yml': `models:
  - name: m
    config: {materialized: table, custom: from yml, meta: {in_meta: 1}, persist_docs: {relation: true}}
`,
      'models/empty.sql': 'select 1',
    },
    'models:\n  shop:\n    +empty: null\n',
  ),
  prints(
    'vars',
    [
      "var('text')",
      "var('rendered')",
      "var('number')",
      "var('number') + 1",
      "var('nothing')",
      "var('nothing', 'default')",
      "var('list')",
      "var('missing', 'default')",
      "var('missing', none)",
      "var('missing', default=5)",
      "var.has_var('text')",
      "var.has_var('missing')",
    ],
    {},
    VARS,
  ),
  {
    ...prints(
      'packages',
      [
        'only_tools is defined',
        'tools.only_tools()',
        'both()',
        'tools.both()',
        'tools.calls_both()',
        'shop.both()',
        'tools.shaped()',
        'tools.engine_only()',
        'tools.date_trunc("a", "b")',
        'dbt.datediff("a", "b", "day")',
        'datediff("a", "b", "day")',
        'tools.nothing is defined',
        'dbt.nothing is defined',
        '"only_tools" in tools',
        'tools.reads_own()',
        "var('own', 'unseen')",
        "var('shared')",
        "var('scoped', 'unseen')",
        "var('rooted', 'unseen')",
      ],
      PACKAGE,
      VARS,
    ),
    packages: true,
  },
  {
    ...prints(
      'dispatch order',
      ['adapter.dispatch("shaped", "tools")()', 'tools.shaped()'],
      PACKAGE,
      `dispatch:
  - macro_namespace: tools
    search_order: [not_installed, tools, shop]
`,
    ),
    packages: true,
  },
  project(
    'macros replace builtins',
    "{{ say('ref', ref('other')) }}{{ say('builtin', builtins.ref('other')) }}{{ say('var', var('x', 'y')) }}select * from {{ ref('other') }}",
    {
      'macros/replaced.sql': `{% macro ref(name) %}{{ return(builtins.ref(name).include(database=false)) }}{% endmacro %}
{% macro var(name, default) %}replaced {{ builtins.var(name, default) }}{% endmacro %}
`,
    },
  ),
  project(
    'parse stand-ins of the adapter',
    `{% if not execute %}
{{ say('type', adapter.type()) }}
{{ say('get_relation', adapter.get_relation('memory', 'main', 'other')) }}
{{ say('get_columns_in_relation', adapter.get_columns_in_relation(this)) }}
{{ say('get_columns_in_table', adapter.get_columns_in_table('main', 'other')) }}
{{ say('get_missing_columns', adapter.get_missing_columns(this, this)) }}
{{ say('get_column_schema_from_query', adapter.get_column_schema_from_query('select 1')) }}
{{ say('expand_target_column_types', adapter.expand_target_column_types(this, this)) }}
{{ say('check_schema_exists', adapter.check_schema_exists('memory', 'main')) }}
{{ say('create_schema', adapter.create_schema(this)) }}
{{ say('drop_schema', adapter.drop_schema(this)) }}
{{ say('drop_relation', adapter.drop_relation(this)) }}
{{ say('truncate_relation', adapter.truncate_relation(this)) }}
{{ say('rename_relation', adapter.rename_relation(this, this)) }}
{{ say('already_exists', adapter.already_exists('main', 'other')) }}
{{ say('add_query', adapter.add_query('select 1')) }}
{{ say('execute', adapter.execute('select 1', fetch=true)[0]) }}
{{ say('execute rows', adapter.execute('select 1', fetch=true)[1].rows|length) }}
{{ say('valid_snapshot_target', adapter.valid_snapshot_target(this)) }}
{{ say('get_hard_deletes_behavior', adapter.get_hard_deletes_behavior({'hard_deletes': 'new_record'})) }}
{{ say('get_incremental_strategy_macro', adapter.get_incremental_strategy_macro(context, 'nonsense')) }}
{{ say('nothing', adapter.nothing is defined) }}
{% endif %}
select 1 as id`,
  ),
  project(
    'pure methods of the adapter',
    [
      "adapter.quote('a\"b')",
      "adapter.quote_as_configured('a', 'identifier')",
      "adapter.quote_as_configured('a', 'schema')",
      "adapter.quote_seed_column('a', none)",
      "adapter.quote_seed_column('a', true)",
      "adapter.quote_seed_column('a', false)",
      "adapter.render_raw_model_constraints([{'type': 'check', 'expression': 'a > 1', 'name': 'nm', 'columns': ['a']}, {'type': 'primary_key', 'columns': ['a', 'b']}, {'type': 'unique', 'columns': ['a'], 'expression': 'xx'}, {'type': 'foreign_key', 'columns': ['a'], 'expression': 'o(id)'}, {'type': 'foreign_key', 'columns': ['a'], 'to': 'oo', 'to_columns': ['id']}, {'type': 'not_null', 'columns': ['a']}, {'type': 'custom', 'expression': 'zz'}])",
      "adapter.render_raw_columns_constraints({'a': {'name': 'a', 'data_type': 'int', 'quote': true, 'constraints': [{'type': 'not_null'}, {'type': 'check', 'expression': 'a > 1'}, {'type': 'unique'}, {'type': 'primary_key'}, {'type': 'foreign_key', 'expression': 'other(id)'}, {'type': 'foreign_key', 'to': 'oo', 'to_columns': ['id']}, {'type': 'custom', 'expression': 'zzz'}, {'type': 'not_null', 'expression': 'ex'}, {'type': 'check', 'expression': 'b', 'name': 'nm'}]}, 'b': {'name': 'b', 'data_type': 'text', 'constraints': []}})",
    ]
      .map((expression, i) => `{{ say('${i}', ${expression}) }}`)
      .concat(
        "{% if execute %}{% do run_query('select 1') %}{{ say('strategies', adapter.valid_incremental_strategies()|sort) }}{% endif %}",
        "{% if execute %}{{ say('hard deletes', [adapter.get_hard_deletes_behavior({}), adapter.get_hard_deletes_behavior({'hard_deletes': 'new_record'}), adapter.get_hard_deletes_behavior({'invalidate_hard_deletes': true})]) }}{% endif %}",
        'select 1 as id',
      )
      .join('\n'),
    {},
    'quoting: {schema: false}\n',
  ),
  project(
    'methods of the adapter in the database',
    `{% if execute %}
{% do run_query('create table foo (a int, b varchar(10), c decimal(10,2))') %}
{% do run_query('create table wide (a int, z int)') %}
{% set foo = api.Relation.create(database='memory', schema='main', identifier='foo', type='table') %}
{% set wide = api.Relation.create(database='memory', schema='main', identifier='wide', type='table') %}
{{ say('columns', adapter.get_columns_in_relation(foo)) }}
{{ say('no relation', adapter.get_columns_in_relation(api.Relation.create(database='memory', schema='main', identifier='nowhere'))) }}
{{ say('schema', adapter.get_column_schema_from_query('select 1 as a, 2.5::decimal(10,2) as b')) }}
{{ say('missing', adapter.get_missing_columns(wide, foo)|map(attribute='name')|list) }}
{{ say('exists', adapter.check_schema_exists('memory', 'main')) }}
{{ say('no schema', adapter.check_schema_exists('memory', 'nowhere')) }}
{% set table = run_query("select 1 as a, 2.5 as b, true as c, date '2020-01-01' as d, timestamp '2020-01-01 10:00:00' as e, 'x' as f, 10000000000 as g, 2.0 as h") %}
{% for i in range(8) %}{{ say('type ' ~ i, adapter.convert_type(table, i)) }}{% endfor %}
{{ say('grants', adapter.standardize_grants_dict(run_query("select 'a' as grantee, 'select' as privilege_type union all select 'b', 'select' union all select 'a', 'insert'"))) }}
{{ say('response', adapter.execute('select 1 as a', fetch=true)[0]) }}
{{ say('values', adapter.execute('select 1 as a union all select 2 order by 1', fetch=true)[1].columns[0].values()) }}
{{ say('limit', adapter.execute('select * from range(10)', fetch=true, limit=3)[1].rows|length) }}
{{ say('not fetched', adapter.execute('select 1 as a')[1].rows|length) }}
{% do adapter.drop_relation(foo) %}
{{ say('dropped', run_query("select count(*) from information_schema.tables where table_name = 'foo'").columns[0].values()) }}
{% endif %}
select 1 as id`,
  ),
  logsOnly(
    'results of statements',
    `{% if execute %}
{%- call statement('one', fetch_result=true) -%}select 1 as a, 'x' as b union all select 2, 'y' order by 1{%- endcall -%}
{% set one = load_result('one') %}
{{ say('response', one.response) }}
{{ say('data', one.data) }}
{{ say('data item', one['data'][1][0]) }}
{{ say('names', one.table.column_names) }}
{%- call statement('main') -%}select 1{%- endcall -%}
{{ say('main', load_result('main').data) }}
{{ say('main again', load_result('main').data) }}
{{ say('run_query', run_query('select 3 as c').rows[0]['c']) }}
{{ say('run_query again', run_query('select 4 as c').columns['c'].values()) }}
{% else %}
{{ say('run_query', run_query('select 1')) }}
{% endif %}
select 1 as id`,
  ),
  {
    ...project(
      'references',
      null,
      {
        'models/sources.yml': `sources:
  - name: raw
    schema: landing
    tables:
      - {name: orders, identifier: ORDERS_1}
      - {name: quoted, quoting: {identifier: false}}
      - {name: unquoted_db, quoting: {database: false}}
models:
  - name: vers
    latest_version: 2
    versions: [{v: 1}, {v: 2}]
`,
        'models/vers_v1.sql': 'select 1 as id',
        'models/vers_v2.sql': 'select 2 as id',
        'models/aliased.sql': "{{ config(alias='also', schema='other', database='memory') }}select 1 as id",
        'models/m.sql': `{{ ref('other') }} {{ ref('shop', 'other') }} {{ ref('vers') }} {{ ref('vers', v=1) }} {{ ref('vers', version='2') }}
{{ ref('aliased') }} {{ source('raw', 'orders') }} {{ source('raw', 'quoted') }} {{ source('raw', 'unquoted_db') }}
{{ ref('other').include(database=false) }} {{ ref('other').identifier }} {{ this.include(schema=false) }} {{ ref('other').render() }}`,
        'models/q.sql': `{{ config(quoting={'identifier': true}) }}{{ this }} {{ ref('other') }} {{ ref('m') }}`,
        'models/r.sql': `{{ ref('q') }}`,
      },
      'quoting: {identifier: false}\n',
    ),
  },
  {
    ...project(
      'no rows',
      "{{ ref('other') }} x join {{ source('raw', 't') }} y {{ this }} {{ ref('other').render() }} {{ ref('e') }}",
      {
        'models/sources.yml': 'sources: [{name: raw, schema: landing, tables: [{name: t}]}]\n',
        'models/e.sql': "{{ config(materialized='ephemeral') }}select * from {{ ref('other') }}",
      },
    ),
    args: ['--empty'],
  },
  project('ephemeral', null, {
    'models/e1.sql': "{{ config(materialized='ephemeral', alias='ali') }}\n-- comment\nselect 1 as a\n",
    'models/e2_v1.sql': "{{ config(materialized='ephemeral') }} select * from {{ ref('e1') }}\n",
    'models/e2_v2.sql': "{{ config(materialized='ephemeral') }} with x as (select 2 as a) select * from x\n",
    'models/schema.yml': 'models:\n  - name: e2\n    latest_version: 2\n    versions: [{v: 1}, {v: 2}]\n',
    'models/m1.sql':
      "select * from {{ ref('e1') }} join {{ ref('e2', v=1) }} using (a) join {{ ref('e2') }} using (a) join {{ ref('e1') }} z using (a)\n",
    'models/m2.sql': "with foo as (select 1 as a) select * from foo join {{ ref('e2', v=1) }} using (a)\n",
    'models/m3.sql':
      "-- with nothing\n/* with x */\nWITH   recursive foo(a) as (select 1 as a)\nselect * from foo join {{ ref('e1') }} using (a)\n",
    'models/m4.sql': "\n\n(with foo as (select 1 as a) select * from foo join {{ ref('e1') }} using (a))\n",
    'models/m5.sql':
      "select * from {{ ref('e1') }} where 'with' = 'x' and exists (with q as (select 1) select * from q)\n",
    'models/m6.sql': "withx as (select 1) {{ ref('e1') }}\n",
    'models/m7.sql': "with\n-- c1\nfoo as (select 1 as a) -- {{ ref('e1') }}\nselect * from foo\n",
    'models/m8.sql': "{{ config(tags='x') }}\n\n  select * from {{ ref('e1') }}\n",
    'models/m9.sql': "-- first\nselect * from {{ ref('e1') }}\n",
    'models/m10.sql': "/* first */ select * from {{ ref('e1') }}\n",
    'models/m11.sql': "with recursive\n\n  foo as (select 1 as a) select * from foo, {{ ref('e1') }}\n",
    'models/m12.sql': "with/* c */foo as (select 1 as a) select * from foo, {{ ref('e1') }}\n",
    'models/m13.sql': 'with "recursive" as (select 1 as a) select * from "recursive", {{ ref(\'e1\') }}\n',
    'models/m14.sql': "select '--' as a, $$with$$ as b from {{ ref('e1') }}\n",
    'tests/t1.sql': "select * from {{ ref('e1') }} where a is null\n",
  }),
  {
    ...project('arguments of generic tests', null, {
      'macros/test.sql': `{% test shows(model, column_name, plain=none, call=none, spaced=none, nested=none, number=none, rendered=none) %}
{{ log(execute ~ ' ' ~ [model|string, column_name, plain, call|string, spaced|string, nested, number, rendered], info=true) if execute }}
select 1 where false{% endtest %}
`,
      'models/schema.yml': `models:
  - name: other
    columns:
      - name: id
        tests:
          - shows:
              arguments:
                plain: text
                call: ref('m')
                spaced: " source('raw', 't') "
                nested: ["{{ 1 + 1 }}", {a: "var('x', 'dflt')"}]
                number: "{{ 1 + 1 }}"
                rendered: "a{{ 1 }}b"
    tests:
      - shows: {config: {where: "id > {{ var('y', 3) }}"}, arguments: {column_name: id}}
sources: [{name: raw, schema: landing, tables: [{name: t}]}]
`,
      'models/m.sql': 'select 1 as id',
    }),
  },
  fails('ref of nothing', "select * from {{ ref('nope') }}", ['nope']),
  fails('ref of a disabled model', "select * from {{ ref('off') }}", ['off', 'disabled'], {
    'models/off.sql': '{{ config(enabled=false) }}select 1',
  }),
  fails('ref in another package', "select * from {{ ref('tools', 'nope') }}", ['nope', 'tools']),
  fails('ref of a missing version', "select * from {{ ref('other', v=3) }}", ['other', '3']),
  fails('ref without arguments', 'select * from {{ ref() }}', [
    'ref() takes at most two arguments (0 given)',
  ]),
  fails('ref with three arguments', "{{ ref('a', 'b', 'c') }}", [
    'ref() takes at most two arguments (3 given)',
  ]),
  fails('ref of a number', '{{ ref(1) }}', [
    "The name argument to ref() must be a string, got <class 'int'>",
  ]),
  fails('ref of a list version', "{{ ref('other', v=[1]) }}", ["got <class 'list'>"]),
  fails('source with one argument', "{{ source('a') }}", ['source() takes exactly two arguments (1 given)']),
  fails('source of a number', "{{ source('a', 2) }}", [
    'The table name (second) argument to source() must be a string',
  ]),
  fails('source of nothing', "{{ source('a', 'b') }}", ['a.b', 'not found']),
  fails('ref behind execute', "{% if execute %}{{ ref('other') }}{% endif %}", [
    'infer',
    "-- depends_on: {{ ref('other') }}",
  ]),
  fails('source behind execute', "{% if execute %}{{ source('a', 'b') }}{% endif %}", ['a.b', 'not found']),
  fails('var without value', "{{ var('nope') }}", ['nope']),
  fails('env_var without value', "{{ env_var('XFORM_NOT_SET') }}", ['XFORM_NOT_SET']),
  fails('secret env_var', "{{ env_var('DBT_ENV_SECRET_X', 'x') }}", ['DBT_ENV_SECRET_X', 'profiles.yml']),
  fails('config with dict and keywords', "{{ config({'a': 1}, b=2) }}", ['Invalid inline model config']),
  fails('config without arguments', '{{ config() }}', ['Invalid inline model config']),
  fails('config with a hook twice', "{{ config({'pre_hook': 'a', 'pre-hook': 'b'}) }}", [
    'pre_hook',
    'pre-hook',
  ]),
  fails('config.require', "{{ config.require('zz') }}", ['zz']),
  fails('config.meta_require', "{{ config.meta_require('zz') }}", ['zz']),
  fails('dispatch with a dot', "{{ adapter.dispatch('a.b') }}", ['a.b', 'macro_namespace="a"']),
  fails('dispatch of nothing', "{{ adapter.dispatch('nope')() }}", [
    'nope',
    "'duckdb__nope', 'default__nope'",
  ]),
  fails('dispatch in dbt', "{{ adapter.dispatch('nope', 'dbt')() }}", [
    "'shop.duckdb__nope', 'shop.default__nope', 'dbt.duckdb__nope', 'dbt.default__nope'",
  ]),
  fails('dispatch in a package that is missing', "{{ adapter.dispatch('nope', 'absent')() }}", [
    "'duckdb__nope', 'default__nope'",
    'absent',
  ]),
  fails('dispatch with a list', "{{ adapter.dispatch('nope', ['dbt'])() }}", ['macro_namespace', 'string']),
  fails('dispatch with packages', "{{ adapter.dispatch('nope', packages=['dbt'])() }}", [
    '"packages"',
    'macro_namespace',
  ]),
  fails('method of the adapter that is missing', '{{ adapter.nope() }}', ["no attribute 'nope'"]),
  fails('macro that is missing', '{{ nope() }}', ["'nope' is undefined"]),
  fails('macro of dbt that is missing', '{{ dbt.nope() }}', ["'dict object' has no attribute 'nope'"]),
  fails('package that is missing', '{{ nope.nope() }}', ["'nope' is undefined"]),
  fails('run_query unguarded', "{{ run_query('select 1').columns }}", ["'None' has no attribute 'table'"]),
  fails(
    'result loaded twice',
    "{{ store_result('a', response=1) }}{{ load_result('a') }}{{ load_result('a') }}",
    ["The 'statement' result named 'a' has already been loaded into a variable"],
  ),
  fails('metric of nothing', "{{ metric('nope') }}", ['nope']),
  fails('function of nothing', "{{ function('nope') }}", ['nope']),
  fails('seed loaded elsewhere', '{{ load_agate_table() }}', [
    'can only load_agate_table for seeds (got a model)',
  ]),
  fails('private model', "{{ ref('p') }}", ['model.shop.m', 'model.shop.p', 'private', "'g' group"], {
    'models/p.sql': 'select 1',
    'models/schema.yml':
      'groups: [{name: g, owner: {name: x}}]\nmodels: [{name: p, config: {access: private, group: g}}]\n',
  }),
  fails('quote_columns of a wrong type', "{{ adapter.quote_seed_column('a', 3) }}", [
    'quote_columns',
    "<class 'int'>",
  ]),
  fails(
    'strategy that is not valid',
    "{% if execute %}{% do run_query('select 1') %}{{ adapter.get_incremental_strategy_macro(context, 'insert_overwrite') }}{% endif %}",
    ["'insert_overwrite' is not valid for this adapter"],
  ),
  fails(
    'strategy without macro',
    "{% if execute %}{% do run_query('select 1') %}{{ adapter.get_incremental_strategy_macro(context, 'nope') }}{% endif %}",
    ['get_incremental_nope_sql'],
  ),
  fails('drop of an unknown type', '{% if execute %}{% do adapter.drop_relation(this) %}{% endif %}', [
    'type',
    '"memory"."main"."m"',
  ]),
  fails(
    'both settings of hard deletes',
    "{% if execute %}{{ adapter.get_hard_deletes_behavior({'hard_deletes': 'ignore', 'invalidate_hard_deletes': true}) }}{% endif %}",
    ['hard_deletes', 'invalidate_hard_deletes'],
  ),
  fails(
    'macro that raises',
    '{{ outer() }}',
    ['boom', 'in macro inner', 'called by macro outer', 'model m (models/m.sql)'],
    {
      'macros/o.sql':
        "{% macro outer() %}{{ inner() }}{% endmacro %}{% macro inner() %}{{ exceptions.raise_compiler_error('boom') }}{% endmacro %}",
    },
  ),
];
