{%- macro trino__get_catalog(information_schema, schemas) -%}
  {%- set conditions, comments = [], [] -%}
  {%- for schema in schemas -%}
    {%- do conditions.append('col.table_schema = ' ~ xform_literal(schema | lower)) -%}
    {%- do comments.append('schema_name = ' ~ xform_literal(schema | lower)) -%}
  {%- endfor -%}
  {%- do return(xform_trino_catalog(information_schema, conditions, comments)) -%}
{%- endmacro %}

{%- macro trino__get_catalog_relations(information_schema, relations) -%}
  {%- set conditions, comments = [], [] -%}
  {%- for relation in relations -%}
    {%- set schema = xform_literal(relation.schema | lower) -%}
    {%- set named = relation.identifier is not none -%}
    {%- set name = xform_literal(relation.identifier | lower) if named else none -%}
    {%- do conditions.append('(col.table_schema = ' ~ schema ~ (' and col.table_name = ' ~ name if named else '') ~ ')') -%}
    {%- do comments.append('(schema_name = ' ~ schema ~ (' and table_name = ' ~ name if named else '') ~ ')') -%}
  {%- endfor -%}
  {%- do return(xform_trino_catalog(information_schema, conditions, comments)) -%}
{%- endmacro %}

{%- macro xform_trino_catalog(information_schema, conditions, comments) -%}
  {%- set database = information_schema.database -%}
  {%- set schema_views = information_schema_name(database) -%}
  {%- call statement('catalog', fetch_result=True) -%}
select {{ xform_literal(database) }} as table_database, col.table_schema, col.table_name, rel.table_type,
  cast(null as varchar) as table_owner, about.comment as table_comment,
  col.column_name, col.ordinal_position as column_index, col.data_type as column_type, col.comment as column_comment
from {{ schema_views }}.columns as col
join {{ schema_views }}.tables as rel on rel.table_schema = col.table_schema and rel.table_name = col.table_name
left join (
  select schema_name, table_name, comment from system.metadata.table_comments
  where catalog_name = {{ xform_literal(database | lower) }} and ({{ comments | join(' or ') }})
) as about on about.schema_name = col.table_schema and about.table_name = col.table_name
where {{ conditions | join(' or ') }}
order by 2, 3, 8
  {%- endcall -%}
  {%- do return(load_result('catalog').table) -%}
{%- endmacro %}
