{%- macro rename_relation(from_relation, to_relation) -%}
  {{ return(adapter.dispatch('rename_relation', 'dbt')(from_relation, to_relation)) }}
{%- endmacro %}

{%- macro default__rename_relation(from_relation, to_relation) -%}
  {%- set new_name = adapter.quote_as_configured(to_relation.identifier, 'identifier') -%}
  {%- call statement('rename_relation') -%}
    alter table {{ from_relation.render() }} rename to {{ new_name }}
  {%- endcall -%}
{%- endmacro %}

{%- macro get_rename_sql(relation, new_name) -%}
  {{ log('Renaming ' ~ relation.render() ~ ' to ' ~ new_name) }}
  {{- adapter.dispatch('get_rename_sql', 'dbt')(relation, new_name) -}}
{%- endmacro %}

{%- macro default__get_rename_sql(relation, new_name) -%}
  {%- set by_type = {
      'table': get_rename_table_sql,
      'view': get_rename_view_sql,
      'materialized_view': get_rename_materialized_view_sql,
    } -%}
  {%- if relation.type not in by_type -%}
    {%- do exceptions.raise_compiler_error('There is no SQL that renames a ' ~ relation.type ~ ' (' ~ relation.render() ~ ')') -%}
  {%- endif -%}
  {{ by_type[relation.type](relation, new_name) }}
{%- endmacro %}

{%- macro get_rename_table_sql(relation, new_name) -%}
  {{- adapter.dispatch('get_rename_table_sql', 'dbt')(relation, new_name) -}}
{%- endmacro %}

{%- macro default__get_rename_table_sql(relation, new_name) -%}
  {%- do xform_not_implemented_here('get_rename_table_sql') -%}
{%- endmacro %}

{%- macro get_rename_view_sql(relation, new_name) -%}
  {{- adapter.dispatch('get_rename_view_sql', 'dbt')(relation, new_name) -}}
{%- endmacro %}

{%- macro default__get_rename_view_sql(relation, new_name) -%}
  {%- do xform_not_implemented_here('get_rename_view_sql') -%}
{%- endmacro %}

{%- macro get_rename_materialized_view_sql(relation, new_name) -%}
  {{- adapter.dispatch('get_rename_materialized_view_sql', 'dbt')(relation, new_name) -}}
{%- endmacro %}

{%- macro default__get_rename_materialized_view_sql(relation, new_name) -%}
  {%- do xform_not_implemented_here('get_rename_materialized_view_sql') -%}
{%- endmacro %}

{#- The relation's intermediate takes the relation's name. -#}
{%- macro get_rename_intermediate_sql(relation) -%}
  {{- adapter.dispatch('get_rename_intermediate_sql', 'dbt')(relation) -}}
{%- endmacro %}

{%- macro default__get_rename_intermediate_sql(relation) -%}
  {{ get_rename_sql(make_intermediate_relation(relation), relation.identifier) }}
{%- endmacro %}

{#- The relation becomes its own backup; an older backup goes. -#}
{%- macro get_create_backup_sql(relation) -%}
  {{- adapter.dispatch('get_create_backup_sql', 'dbt')(relation) -}}
{%- endmacro %}

{%- macro default__get_create_backup_sql(relation) -%}
  {%- set backup = make_backup_relation(relation, relation.type) -%}
{{ get_drop_sql(backup) }};
{{ get_rename_sql(relation, backup.identifier) }}
{%- endmacro %}
