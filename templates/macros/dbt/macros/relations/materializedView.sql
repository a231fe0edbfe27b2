{%- macro get_create_materialized_view_as_sql(relation, sql) -%}
  {{- adapter.dispatch('get_create_materialized_view_as_sql', 'dbt')(relation, sql) -}}
{%- endmacro %}

{%- macro default__get_create_materialized_view_as_sql(relation, sql) -%}
  {%- do xform_not_implemented_here('get_create_materialized_view_as_sql') -%}
{%- endmacro %}

{%- macro refresh_materialized_view(relation) -%}
  {{- adapter.dispatch('refresh_materialized_view', 'dbt')(relation) -}}
{%- endmacro %}

{%- macro default__refresh_materialized_view(relation) -%}
  {%- do xform_not_implemented_here('refresh_materialized_view') -%}
{%- endmacro %}

{#- None when nothing changed that the engine can tell. -#}
{%- macro get_materialized_view_configuration_changes(existing_relation, new_config) -%}
  {{ return(adapter.dispatch('get_materialized_view_configuration_changes', 'dbt')(existing_relation, new_config)) }}
{%- endmacro %}

{%- macro default__get_materialized_view_configuration_changes(existing_relation, new_config) -%}
  {%- do xform_not_implemented_here('get_materialized_view_configuration_changes') -%}
{%- endmacro %}

{%- macro get_alter_materialized_view_as_sql(
    relation, configuration_changes, sql, existing_relation, backup_relation, intermediate_relation) -%}
  {{ log('Applying ALTER to: ' ~ relation.render()) }}
  {{- adapter.dispatch('get_alter_materialized_view_as_sql', 'dbt')(
      relation, configuration_changes, sql, existing_relation, backup_relation, intermediate_relation) -}}
{%- endmacro %}

{%- macro default__get_alter_materialized_view_as_sql(
    relation, configuration_changes, sql, existing_relation, backup_relation, intermediate_relation) -%}
  {%- do xform_not_implemented_here('get_alter_materialized_view_as_sql') -%}
{%- endmacro %}
