{%- macro get_columns_in_relation(relation) -%}
  {{ return(adapter.dispatch('get_columns_in_relation', 'dbt')(relation)) }}
{%- endmacro %}

{%- macro default__get_columns_in_relation(relation) -%}
  {%- do xform_not_implemented_here('get_columns_in_relation') -%}
{%- endmacro %}

{#- Rows of (name, type, length, precision, scale) as Column objects. -#}
{%- macro sql_convert_columns_in_relation(table) -%}
  {%- set columns = [] -%}
  {%- for row in table -%}
    {%- do columns.append(api.Column(*row)) -%}
  {%- endfor -%}
  {%- do return(columns) -%}
{%- endmacro %}

{%- macro get_list_of_column_names(columns) -%}
  {%- do return(columns | map(attribute='name') | list) -%}
{%- endmacro %}

{%- macro get_empty_subquery_sql(select_sql, select_sql_header=none) -%}
  {{ return(adapter.dispatch('get_empty_subquery_sql', 'dbt')(select_sql, select_sql_header)) }}
{%- endmacro %}

{%- macro default__get_empty_subquery_sql(select_sql, select_sql_header=none) -%}
{{ select_sql_header or '' }}select * from (
  {{ select_sql }}
) as __dbt_sbq where false limit 0
{% endmacro %}

{#- A query without rows whose columns have the names and types of `columns` (a model's columns as YAML gives them). -#}
{%- macro get_empty_schema_sql(columns) -%}
  {{ return(adapter.dispatch('get_empty_schema_sql', 'dbt')(columns)) }}
{%- endmacro %}

{%- macro default__get_empty_schema_sql(columns) -%}
  {%- set untyped, imprecise, casts = [], [], [] -%}
  {%- for column in columns.values() -%}
    {%- set type = column['data_type'] -%}
    {%- set name = adapter.quote(column['name']) if column.get('quote') else column['name'] -%}
    {%- if type is not defined or type is none -%}
      {%- do untyped.append(column['name']) -%}
    {%- else -%}
      {%- if type | lower | trim in ('numeric', 'decimal', 'number') -%}
        {%- do imprecise.append(column['name']) -%}
      {%- endif -%}
      {%- do casts.append(cast('null', type) ~ ' as ' ~ name) -%}
    {%- endif -%}
  {%- endfor -%}
  {%- if untyped -%}
    {%- do exceptions.column_type_missing(column_names=untyped) -%}
  {%- endif -%}
  {%- if imprecise -%}
    {%- do exceptions.warn('Columns ' ~ imprecise ~ ' are numeric without precision and scale: values may be rounded. '
        ~ 'Give both in the contract, as in numeric(38, 6).') -%}
  {%- endif -%}
select {{ casts | join(', ') }}
{%- endmacro %}

{%- macro get_column_schema_from_query(select_sql, select_sql_header=none) -%}
  {#- An empty result tells the columns as well, at no cost. -#}
  {%- set columns = adapter.get_column_schema_from_query(get_empty_subquery_sql(select_sql, select_sql_header)) -%}
  {%- do return(columns) -%}
{%- endmacro %}

{%- macro get_columns_in_query(select_sql) -%}
  {{ return(adapter.dispatch('get_columns_in_query', 'dbt')(select_sql)) }}
{%- endmacro %}

{%- macro default__get_columns_in_query(select_sql) -%}
  {%- call statement('get_columns_in_query', fetch_result=true, auto_begin=false) -%}
    {{ get_empty_subquery_sql(select_sql) }}
  {%- endcall -%}
  {%- do return(load_result('get_columns_in_query').table.columns | map(attribute='name') | list) -%}
{%- endmacro %}
