{#- Materialized views are base tables to the information schema, so the system catalogue is asked about them. -#}
{%- macro trino__list_relations_without_caching(relation) -%}
  {%- set database, schema = xform_literal(relation.database | lower), xform_literal(relation.schema | lower) -%}
  {%- call statement('list_relations_without_caching', fetch_result=True) -%}
select {{ database }} as database, rel.table_name as name, rel.table_schema as schema,
  case when mv.name is not null then 'materialized_view' when rel.table_type = 'BASE TABLE' then 'table'
    else lower(rel.table_type) end as type
from {{ relation.information_schema('tables') }} as rel
left join (
  select name from system.metadata.materialized_views
  where catalog_name = {{ database }} and schema_name = {{ schema }}
) as mv on mv.name = rel.table_name
where rel.table_schema = {{ schema }}
  {%- endcall -%}
  {%- do return(load_result('list_relations_without_caching').table) -%}
{%- endmacro %}

{%- macro trino__get_columns_in_relation(relation) -%}
  {%- call statement('get_columns_in_relation', fetch_result=True) -%}
select column_name, data_type
from {{ relation.information_schema('columns') }}
where table_schema = {{ xform_literal(relation.schema | lower) }} and table_name = {{ xform_literal(relation.identifier | lower) }}
order by ordinal_position
  {%- endcall -%}
  {%- do return(sql_convert_columns_in_relation(load_result('get_columns_in_relation').table)) -%}
{%- endmacro %}

{%- macro trino__get_drop_sql(relation) -%}
drop {{ relation.type | string | replace('_', ' ') }} if exists {{ relation.render() }}
{%- endmacro %}

{%- macro trino__rename_relation(from_relation, to_relation) -%}
  {%- call statement('rename_relation') -%}
alter {{ from_relation.type | string | replace('_', ' ') }} {{ from_relation.render() }} rename to {{ to_relation.render() }}
  {%- endcall -%}
{%- endmacro %}

{#- Where a connector cannot truncate, all rows are deleted. -#}
{%- macro trino__truncate_relation(relation) -%}
  {%- call statement('truncate_relation') -%}
{{ 'truncate table' if adapter.connector_can(relation.database, 'truncate') else 'delete from' }} {{ relation.render() }}
  {%- endcall -%}
{%- endmacro %}

{#- One column a statement: that is all that `alter table` takes. -#}
{%- macro trino__alter_relation_add_remove_columns(relation, add_columns=none, remove_columns=none) -%}
  {%- for column in add_columns or [] -%}
    {%- do run_query('alter table ' ~ relation.render() ~ ' add column ' ~ column.quoted ~ ' ' ~ column.data_type) -%}
  {%- endfor -%}
  {%- for column in remove_columns or [] -%}
    {%- do run_query('alter table ' ~ relation.render() ~ ' drop column ' ~ column.quoted) -%}
  {%- endfor -%}
{%- endmacro %}

{#- In place, which lakehouse tables do for types that hold more; the values of the others would have to be copied. -#}
{%- macro trino__alter_column_type(relation, column_name, new_column_type) -%}
  {%- call statement('alter_column_type') -%}
alter table {{ relation.render() }} alter column {{ adapter.quote(column_name) }} set data type {{ new_column_type }}
  {%- endcall -%}
{%- endmacro %}

{%- macro trino__xform_widen_columns(rows, target) -%}
  {#- A varchar holds text of any length. -#}
{%- endmacro %}
