{%- macro snowflake__create_schema(relation) -%}
  {%- call statement('create_schema', auto_begin=False) -%}
    create schema if not exists {{ relation.without_identifier() }}
  {%- endcall -%}
{%- endmacro %}

{%- macro snowflake__drop_schema(relation) -%}
  {%- call statement('drop_schema', auto_begin=False) -%}
    drop schema if exists {{ relation.without_identifier() }} cascade
  {%- endcall -%}
{%- endmacro %}

{#- `show` needs no warehouse, unlike the information schema. -#}
{%- macro snowflake__list_schemas(database) -%}
  {%- do return(adapter.show_schemas(database)) -%}
{%- endmacro %}

{%- macro snowflake__check_schema_exists(information_schema, schema) -%}
  {%- set schemata = (information_schema.database ~ '.' if information_schema.database) ~ 'information_schema.schemata' -%}
  {%- do return(run_query('select count(*) from ' ~ schemata ~ " where upper(schema_name) = upper('"
      ~ escape_single_quotes(schema) ~ "')")) -%}
{%- endmacro %}

{%- macro snowflake__list_relations_without_caching(schema_relation) -%}
  {%- do return(adapter.show_relations(schema_relation.without_identifier())) -%}
{%- endmacro %}
