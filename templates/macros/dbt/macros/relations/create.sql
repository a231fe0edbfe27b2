{%- macro get_create_sql(relation, sql) -%}
  {{ log('Creating ' ~ relation.render()) }}
  {{- adapter.dispatch('get_create_sql', 'dbt')(relation, sql) -}}
{%- endmacro %}

{%- macro default__get_create_sql(relation, sql) -%}
  {%- set by_type = {'view': get_create_view_as_sql, 'materialized_view': get_create_materialized_view_as_sql} -%}
  {%- if relation.is_table -%}
    {{ get_create_table_as_sql(false, relation, sql) }}
  {%- elif relation.type in by_type -%}
    {{ by_type[relation.type](relation, sql) }}
  {%- else -%}
    {%- do exceptions.raise_compiler_error('There is no SQL that creates a ' ~ relation.type ~ ' (' ~ relation.render() ~ ')') -%}
  {%- endif -%}
{%- endmacro %}

{%- macro get_create_intermediate_sql(relation, sql) -%}
  {{- adapter.dispatch('get_create_intermediate_sql', 'dbt')(relation, sql) -}}
{%- endmacro %}

{%- macro default__get_create_intermediate_sql(relation, sql) -%}
  {%- set intermediate = make_intermediate_relation(relation) -%}
{{ get_drop_sql(intermediate) }};
{{ get_create_sql(intermediate, sql) }}
{%- endmacro %}
