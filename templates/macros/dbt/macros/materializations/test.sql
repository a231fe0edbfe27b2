{%- materialization test, default -%}
  {%- set limit = config.get('limit') -%}
  {%- set stored = xform_stored_failures_relation() -%}
  {%- set failing_rows = sql -%}
  {%- if stored is not none -%}
    {%- do xform_store_test_failures(stored, sql, limit) -%}
    {%- set failing_rows = 'select * from ' ~ stored.render() -%}
    {%- set limit = none -%}
  {%- endif -%}

  {#- One query that changes nothing: it needs no transaction around it. -#}
  {%- call statement('main', fetch_result=True, auto_begin=False) -%}
    {{ get_test_sql(failing_rows, config.get('fail_calc'), config.get('warn_if'), config.get('error_if'), limit) }}
  {%- endcall -%}
  {{ return({'relations': [stored] if stored is not none else []}) }}
{%- endmaterialization %}

{#- Where a test keeps its failing rows, or none. -#}
{%- macro xform_stored_failures_relation() -%}
  {%- if not should_store_failures() -%}
    {%- do return(none) -%}
  {%- endif -%}
  {%- set kind = config.get('store_failures_as') or 'table' -%}
  {%- if kind not in ['table', 'view'] -%}
    {%- do exceptions.raise_compiler_error("store_failures_as: '" ~ kind ~ "' is not a valid value."
        ~ " Accepted values are: ['ephemeral', 'table', 'view']") -%}
  {%- endif -%}
  {%- do return(api.Relation.create(database=database, schema=schema, identifier=model['alias'], type=kind)) -%}
{%- endmacro %}

{%- macro xform_store_test_failures(stored, test_sql, limit) -%}
  {%- set existing = load_cached_relation(stored) -%}
  {%- if existing is not none and not xform_replaces_in_place(existing, stored) -%}
    {%- do adapter.drop_relation(existing) -%}
  {%- endif -%}
  {%- call statement(auto_begin=True) -%}
    {{ get_create_sql(stored, test_sql if limit is none else test_sql ~ '\nlimit ' ~ limit) }}
  {%- endcall -%}
  {%- do adapter.commit() -%}
{%- endmacro %}

{#- Whether creating `target` takes the place of `existing` by itself (create or replace). -#}
{%- macro xform_replaces_in_place(existing, target) -%}
  {{ return(adapter.dispatch('xform_replaces_in_place', 'dbt')(existing, target)) }}
{%- endmacro %}

{%- macro default__xform_replaces_in_place(existing, target) -%}
  {%- do return(false) -%}
{%- endmacro %}
