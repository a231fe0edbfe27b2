{%- macro duckdb__create_schema(relation) -%}
  {%- call statement('create_schema') -%}
    create schema if not exists {{ relation.without_identifier() }}
  {%- endcall -%}
{%- endmacro %}

{%- macro duckdb__drop_schema(relation) -%}
  {%- call statement('drop_schema') -%}
    drop schema if exists {{ relation.without_identifier() }} cascade
  {%- endcall -%}
{%- endmacro %}

{#- `database` may come quoted. system.: an attached catalog may have no information_schema of its own. -#}
{%- macro duckdb__list_schemas(database) -%}
  {%- do return(run_query("select schema_name from system.information_schema.schemata"
      ~ " where lower(catalog_name) = lower('" ~ adapter.escape_sql_string((database or '') | replace('"', '')) ~ "')")) -%}
{%- endmacro %}

{%- macro duckdb__check_schema_exists(information_schema, schema) -%}
  {%- do return(run_query("select count(*) from system.information_schema.schemata"
      ~ " where lower(schema_name) = lower('" ~ adapter.escape_sql_string(schema)
      ~ "') and lower(catalog_name) = lower('" ~ adapter.escape_sql_string(information_schema.database) ~ "')")) -%}
{%- endmacro %}

{%- macro duckdb__list_relations_without_caching(schema_relation) -%}
  {%- set database = adapter.escape_sql_string(schema_relation.database) -%}
  {%- call statement('list_relations_without_caching', fetch_result=True, auto_begin=False) -%}
select '{{ database }}' as database, table_name as name, table_schema as schema,
  case when table_type = 'VIEW' then 'view' else 'table' end as type
from system.information_schema.tables
where lower(table_schema) = lower('{{ adapter.escape_sql_string(schema_relation.schema) }}')
  and lower(table_catalog) = lower('{{ database }}')
  {%- endcall -%}
  {%- do return(load_result('list_relations_without_caching').table) -%}
{%- endmacro %}
