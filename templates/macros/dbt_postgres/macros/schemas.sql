{#- A session sees one database only, so names of others are refused before a query fails on them. -#}
{%- macro xform_check_database(relation_or_name) -%}
  {%- set database = relation_or_name if relation_or_name is string else relation_or_name.database -%}
  {%- if database -%}
    {%- do adapter.verify_database(database) -%}
  {%- endif -%}
{%- endmacro %}

{%- macro postgres__create_schema(relation) -%}
  {%- do xform_check_database(relation) -%}
  {%- call statement('create_schema') -%}
    create schema if not exists {{ relation.without_identifier().include(database=False) }}
  {%- endcall -%}
{%- endmacro %}

{%- macro postgres__drop_schema(relation) -%}
  {%- do xform_check_database(relation) -%}
  {%- call statement('drop_schema') -%}
    drop schema if exists {{ relation.without_identifier().include(database=False) }} cascade
  {%- endcall -%}
{%- endmacro %}

{%- macro postgres__information_schema_name(database) -%}
  {%- do xform_check_database(database) -%}
  information_schema
{%- endmacro %}

{%- macro postgres__list_schemas(database) -%}
  {%- do xform_check_database(database) -%}
  {%- do return(run_query('select nspname from pg_namespace')) -%}
{%- endmacro %}

{%- macro postgres__check_schema_exists(information_schema, schema) -%}
  {%- do xform_check_database(information_schema) -%}
  {%- do return(run_query('select count(*) from pg_namespace where nspname = ' ~ xform_literal(schema))) -%}
{%- endmacro %}

{%- macro xform_literal(text) -%}
  {%- do return(string_literal(escape_single_quotes(text | string))) -%}
{%- endmacro %}
