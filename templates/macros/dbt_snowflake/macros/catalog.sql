{%- macro snowflake__get_catalog(information_schema, schemas) -%}
  {%- set conditions = [] -%}
  {%- for schema in schemas -%}
    {%- do conditions.append("upper(tables.table_schema) = upper('" ~ escape_single_quotes(schema) ~ "')") -%}
  {%- endfor -%}
  {%- do return(xform_snowflake_catalog(information_schema, conditions)) -%}
{%- endmacro %}

{%- macro snowflake__get_catalog_relations(information_schema, relations) -%}
  {%- set conditions = [] -%}
  {%- for relation in relations -%}
    {%- set condition = "upper(tables.table_schema) = upper('" ~ escape_single_quotes(relation.schema) ~ "')" -%}
    {%- if relation.identifier -%}
      {%- set condition = '(' ~ condition ~ " and upper(tables.table_name) = upper('"
          ~ escape_single_quotes(relation.identifier) ~ "'))" -%}
    {%- endif -%}
    {%- do conditions.append(condition) -%}
  {%- endfor -%}
  {%- do return(xform_snowflake_catalog(information_schema, conditions)) -%}
{%- endmacro %}

{%- macro snowflake__get_catalog_for_single_relation(relation) -%}
  {%- do return(snowflake__get_catalog_relations(relation.information_schema(), [relation])) -%}
{%- endmacro %}

{%- macro xform_snowflake_catalog(information_schema, conditions) -%}
  {%- set place = (information_schema.database ~ '.' if information_schema.database) ~ 'information_schema' -%}
  {%- call statement('catalog', fetch_result=True, auto_begin=False) -%}
select tables.table_catalog as "table_database", tables.table_schema as "table_schema", tables.table_name as "table_name",
  tables.table_type as "table_type", tables.comment as "table_comment", tables.table_owner as "table_owner",
  columns.column_name as "column_name", columns.ordinal_position as "column_index", columns.data_type as "column_type",
  columns.comment as "column_comment",
  'Row Count' as "stats:row_count:label", tables.row_count as "stats:row_count:value",
  'How many rows there are' as "stats:row_count:description",
  (tables.row_count is not null) as "stats:row_count:include",
  'Approximate Size' as "stats:bytes:label", tables.bytes as "stats:bytes:value",
  'Size as Snowflake reports it' as "stats:bytes:description",
  (tables.bytes is not null) as "stats:bytes:include"
from {{ place }}.tables as tables
join {{ place }}.columns as columns
  on columns.table_schema = tables.table_schema and columns.table_name = tables.table_name
where {{ conditions | join(' or ') }}
order by tables.table_schema, tables.table_name, columns.ordinal_position
  {%- endcall -%}
  {%- do return(load_result('catalog').table) -%}
{%- endmacro %}

{%- macro snowflake__get_relation_last_modified(information_schema, relations) -%}
  {%- set conditions = [] -%}
  {%- for relation in relations -%}
    {%- do conditions.append("(upper(table_schema) = upper('" ~ escape_single_quotes(relation.schema)
        ~ "') and upper(table_name) = upper('" ~ escape_single_quotes(relation.identifier) ~ "'))") -%}
  {%- endfor -%}
  {%- call statement('last_modified', fetch_result=True, auto_begin=False) -%}
select table_schema as schema, table_name as identifier, last_altered as last_modified,
  {{ current_timestamp() }} as snapshotted_at
from {{ information_schema.database }}.information_schema.tables
where {{ conditions | join(' or ') }}
  {%- endcall -%}
  {%- do return(load_result('last_modified')) -%}
{%- endmacro %}
