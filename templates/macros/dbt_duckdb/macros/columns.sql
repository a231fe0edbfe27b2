{%- macro duckdb__get_columns_in_relation(relation) -%}
  {%- if not duckdb__xform_may_exist(relation) -%}
    {%- do return([]) -%}
  {%- endif -%}
  {#- describe looks at one relation; information_schema.columns would load every attached catalog. -#}
  {%- call statement('get_columns_in_relation', fetch_result=True, auto_begin=False) -%}
select column_name, column_type as data_type, cast(null as bigint) as character_maximum_length,
  cast(null as bigint) as numeric_precision, cast(null as bigint) as numeric_scale
from (describe {{ relation.render() }})
  {%- endcall -%}
  {%- do return(sql_convert_columns_in_relation(load_result('get_columns_in_relation').table)) -%}
{%- endmacro %}

{#- Types of text have no length, so there is nothing to widen and nothing to ask for. -#}
{%- macro duckdb__xform_widen_columns(rows, target) -%}
{%- endmacro %}

{#- What does not exist has no columns, which is no error: projects are compiled before they are built. -#}
{%- macro duckdb__xform_may_exist(relation) -%}
  {%- if relation.external or not relation.identifier or (not relation.schema and '__dbt_tmp' in relation.identifier) -%}
    {%- do return(true) -%}
  {%- endif -%}
  {%- if relation.database and relation.schema and load_relation(relation) -%}
    {%- do return(true) -%}
  {%- endif -%}
  {#- Made in passing (temporary tables, or by a hook), so the cache does not know it. -#}
  {%- set name = relation.identifier | replace("'", "''") -%}
  {%- do return(run_query("select 1 from information_schema.tables where lower(table_name) = lower('" ~ name ~ "') limit 1").rows | length > 0) -%}
{%- endmacro %}

{#- The header is left out: this text is what `describe` is put around. -#}
{%- macro duckdb__get_empty_subquery_sql(select_sql, select_sql_header=none) -%}
  {%- if select_sql_header is not none and select_sql_header | trim -%}
    {%- do run_query(select_sql_header) -%}
  {%- endif -%}
  {{ default__get_empty_subquery_sql(select_sql) }}
{%- endmacro %}

{%- macro duckdb__xform_get_unit_test_columns(tested_sql) -%}
  {%- set columns = [] -%}
  {%- for row in run_query('describe (\n' ~ tested_sql ~ '\n)') -%}
    {%- do columns.append(api.Column(row[0], row[1])) -%}
  {%- endfor -%}
  {%- do return(columns) -%}
{%- endmacro %}

{#- DuckDB changes a table that has an index only by adding columns: the others wait outside meanwhile. -#}
{%- macro duckdb__alter_relation_add_remove_columns(relation, add_columns, remove_columns) -%}
  {%- set indexes = xform_take_indexes(relation) if remove_columns else [] -%}
  {%- for column in add_columns or [] -%}
    {%- do xform_alter_duckdb_table(relation, 'add column ' ~ column.quoted ~ ' ' ~ column.dtype) -%}
  {%- endfor -%}
  {%- for column in remove_columns or [] -%}
    {%- do xform_alter_duckdb_table(relation, 'drop column ' ~ column.quoted) -%}
  {%- endfor -%}
  {%- do xform_restore_indexes(indexes) -%}
{%- endmacro %}

{%- macro duckdb__alter_column_type(relation, column_name, new_column_type) -%}
  {%- set indexes = xform_take_indexes(relation) -%}
  {%- do xform_alter_duckdb_table(relation, 'alter column ' ~ adapter.quote(column_name) ~ ' type ' ~ new_column_type) -%}
  {%- do xform_restore_indexes(indexes) -%}
{%- endmacro %}

{%- macro duckdb__create_columns(relation, columns) -%}
  {%- do duckdb__alter_relation_add_remove_columns(relation, columns, none) -%}
{%- endmacro %}

{%- macro xform_alter_duckdb_table(relation, change) -%}
  {%- call statement() -%}
    alter table {{ relation.render() }} {{ change }}
  {%- endcall -%}
{%- endmacro %}
