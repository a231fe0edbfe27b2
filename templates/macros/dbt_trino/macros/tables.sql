{#- `with (...)` from the configuration `properties`: values are SQL as they stand. -#}
{%- macro properties(temporary=false) -%}
  {%- set given = config.get('properties') -%}
  {%- if given is not none and given -%}
    {%- set settings = [] -%}
    {%- for name, value in given.items() if not (temporary and name in ['location', 'extra_properties']) -%}
      {%- do settings.append(name ~ ' = ' ~ value) -%}
    {%- endfor -%}
    {{ 'with (' ~ settings | join(', ') ~ ')' if settings }}
  {%- endif -%}
{%- endmacro %}

{#- The description goes in with the table, so that nobody sees it without. -#}
{%- macro comment(comment) -%}
  {{ 'comment ' ~ xform_literal(comment) if config.persist_relation_docs() and comment }}
{%- endmacro %}

{%- macro trino__create_table_as(temporary, relation, sql, on_exists=none) -%}
  {%- set contract = config.get('contract') -%}
  {%- set create = 'create or replace table' if on_exists == 'replace' else 'create table' -%}
{{ config.get('sql_header', none) or '' }}
  {%- if contract and contract.enforced and not temporary -%}
    {{ get_assert_columns_equivalent(sql) }}
{{ create }} {{ relation.render() }} {{ get_table_columns_and_constraints() }}
{{ comment(model.get('description')) }} {{ properties() }};
insert into {{ relation.render() }}
{{ get_select_subquery(sql) }}
  {%- else %}
{{ create }} {{ relation.render() }} {{ comment(model.get('description')) if not temporary }} {{ properties(temporary) }}
as (
  {{ sql }}
)
  {%- endif -%}
{%- endmacro %}

{%- macro xform_view_security(relation) -%}
  {%- set security = config.get('view_security', 'definer') -%}
  {%- if security not in ['definer', 'invoker'] -%}
    {%- do exceptions.raise_compiler_error("view_security of " ~ relation.render() ~ " must be definer or invoker, not '"
        ~ security ~ "'") -%}
  {%- endif -%}
  {%- do return('security ' ~ security) -%}
{%- endmacro %}

{%- macro trino__create_view_as(relation, sql) -%}
  {%- set contract = config.get('contract') -%}
  {%- if contract and contract.enforced -%}
    {{ get_assert_columns_equivalent(sql) }}
  {%- endif -%}
{{ config.get('sql_header', none) or '' }}
create or replace view {{ relation.render() }} {{ xform_view_security(relation) }} as
{{ sql }}
{%- endmacro %}

{%- macro trino__xform_replaces_in_place(existing, target) -%}
  {%- do return(existing.is_view and target.is_view) -%}
{%- endmacro %}
