{%- macro duckdb__get_catalog(information_schema, schemas) -%}
  {%- do return(xform_duckdb_catalog(information_schema, duckdb__get_catalog_schemas_where_clause_sql(schemas))) -%}
{%- endmacro %}

{%- macro duckdb__get_catalog_relations(information_schema, relations) -%}
  {%- do return(xform_duckdb_catalog(information_schema, duckdb__get_catalog_relations_where_clause_sql(relations))) -%}
{%- endmacro %}

{%- macro xform_duckdb_catalog(information_schema, where) -%}
  {%- do return(run_query(
      'with tables as (\n' ~ duckdb__get_catalog_tables_sql(information_schema) ~ '\n' ~ where
      ~ '\n), columns as (\n' ~ duckdb__get_catalog_columns_sql(information_schema) ~ '\n' ~ where
      ~ '\n)\n' ~ duckdb__get_catalog_results_sql())) -%}
{%- endmacro %}

{%- macro duckdb__get_catalog_tables_sql(information_schema) -%}
  {%- set database = "upper('" ~ adapter.escape_sql_string(information_schema.database) ~ "')" -%}
select * from (
  select database_name as table_database, schema_name as table_schema, table_name, 'BASE TABLE' as table_type,
    comment as table_comment
  from duckdb_tables() where upper(database_name) = {{ database }}
  union all
  select database_name, schema_name, view_name, 'VIEW', comment
  from duckdb_views() where upper(database_name) = {{ database }}
) catalog_tables
{%- endmacro %}

{%- macro duckdb__get_catalog_columns_sql(information_schema) -%}
select * from (
  select database_name as table_database, schema_name as table_schema, table_name, column_name, column_index,
    data_type as column_type, comment as column_comment
  from duckdb_columns() where upper(database_name) = upper('{{ adapter.escape_sql_string(information_schema.database) }}')
) catalog_columns
{%- endmacro %}

{%- macro duckdb__get_catalog_results_sql() -%}
select table_database, table_schema, table_name, table_type, table_comment, column_name, column_index, column_type,
  column_comment, null as table_owner
from tables join columns using (table_database, table_schema, table_name)
order by table_schema, table_name, column_index
{%- endmacro %}

{%- macro duckdb__get_catalog_schemas_where_clause_sql(schemas) -%}
  {%- set conditions = [] -%}
  {%- for schema in schemas -%}
    {%- do conditions.append("upper(table_schema) = upper('" ~ adapter.escape_sql_string(schema) ~ "')") -%}
  {%- endfor -%}
where ({{ conditions | join(' or ') }})
{%- endmacro %}

{%- macro duckdb__get_catalog_relations_where_clause_sql(relations) -%}
  {%- set conditions = [] -%}
  {%- for relation in relations -%}
    {%- set in_schema = "upper(table_schema) = upper('" ~ adapter.escape_sql_string(relation.schema) ~ "')" -%}
    {%- if relation.identifier -%}
      {%- do conditions.append('(' ~ in_schema ~ " and upper(table_name) = upper('"
          ~ adapter.escape_sql_string(relation.identifier) ~ "'))") -%}
    {%- else -%}
      {%- do conditions.append('(' ~ in_schema ~ ')') -%}
    {%- endif -%}
  {%- endfor -%}
where ({{ conditions | join(' or ') }})
{%- endmacro %}
