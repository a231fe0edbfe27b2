{%- macro get_create_view_as_sql(relation, sql) -%}
  {{- adapter.dispatch('get_create_view_as_sql', 'dbt')(relation, sql) -}}
{%- endmacro %}

{%- macro default__get_create_view_as_sql(relation, sql) -%}
  {{ return(create_view_as(relation, sql)) }}
{%- endmacro %}

{%- macro create_view_as(relation, sql) -%}
  {{- adapter.dispatch('create_view_as', 'dbt')(relation, sql) -}}
{%- endmacro %}

{%- macro default__create_view_as(relation, sql) -%}
  {%- set contract = config.get('contract') -%}
  {%- if contract and contract.enforced -%}
    {{ get_assert_columns_equivalent(sql) }}
  {%- endif -%}
{{ config.get('sql_header', none) or '' }}
create view {{ relation.render() }} as (
  {{ sql }}
);
{%- endmacro %}

{#- For adapters whose view materialization is one `create or replace view`. -#}
{%- macro create_or_replace_view() -%}
  {%- set old = adapter.get_relation(database=database, schema=schema, identifier=model['alias']) -%}
  {%- set view = this.incorporate(type='view') -%}
  {%- set grants = config.get('grants') -%}
  {{ run_hooks(pre_hooks) }}
  {%- if old is not none and not old.is_view -%}
    {%- do handle_existing_table(should_full_refresh(), old) -%}
  {%- endif -%}
  {%- call statement('main') -%}
    {{ get_create_view_as_sql(view, sql) }}
  {%- endcall -%}
  {%- do apply_grants(view, grants, should_revoke=should_revoke(old, full_refresh_mode=true)) -%}
  {{ run_hooks(post_hooks) }}
  {%- do return({'relations': [view]}) -%}
{%- endmacro %}

{%- macro handle_existing_table(full_refresh, old_relation) -%}
  {{ return(adapter.dispatch('handle_existing_table', 'dbt')(full_refresh, old_relation)) }}
{%- endmacro %}

{%- macro default__handle_existing_table(full_refresh, old_relation) -%}
  {{ log('Dropping ' ~ old_relation.render() ~ ', a ' ~ old_relation.type ~ ' that a view replaces') }}
  {%- do adapter.drop_relation(old_relation) -%}
{%- endmacro %}
