{%- macro trino__create_schema(relation) -%}
  {%- call statement('create_schema') -%}
create schema if not exists {{ relation.without_identifier() }}
  {%- endcall -%}
{%- endmacro %}

{#- Not every connector knows `cascade`, so what is inside goes first. -#}
{%- macro trino__drop_schema(relation) -%}
  {%- for inside in adapter.list_relations(relation.database, relation.schema) -%}
    {%- do drop_relation(inside) -%}
  {%- endfor -%}
  {%- call statement('drop_schema') -%}
drop schema if exists {{ relation.without_identifier() }}
  {%- endcall -%}
{%- endmacro %}

{%- macro trino__information_schema_name(database) -%}
  {{ (adapter.quote(database) ~ '.') if database }}INFORMATION_SCHEMA
{%- endmacro %}

{%- macro trino__list_schemas(database) -%}
  {%- do return(run_query('select schema_name from ' ~ information_schema_name(database) ~ '.schemata')) -%}
{%- endmacro %}

{%- macro trino__check_schema_exists(information_schema, schema) -%}
  {%- do return(run_query('select count(*) from ' ~ information_schema_name(information_schema.database)
      ~ '.schemata where schema_name = ' ~ xform_literal(schema | lower))) -%}
{%- endmacro %}

{%- macro xform_literal(text) -%}
  {%- do return(string_literal(escape_single_quotes(text | string))) -%}
{%- endmacro %}
