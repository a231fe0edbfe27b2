{%- macro postgres__get_incremental_default_sql(arg_dict) -%}
  {{ return(get_incremental_delete_insert_sql(arg_dict) if arg_dict['unique_key'] else get_incremental_append_sql(arg_dict)) }}
{%- endmacro %}

{#- A batch is merged, so the rows need a key. -#}
{%- macro postgres__get_incremental_microbatch_sql(arg_dict) -%}
  {%- if not arg_dict['unique_key'] -%}
    {%- do exceptions.raise_compiler_error('On PostgreSQL the microbatch strategy needs a unique_key: batches are merged') -%}
  {%- endif -%}
  {{ return(get_incremental_merge_sql(arg_dict)) }}
{%- endmacro %}

{%- macro postgres__snapshot_merge_sql(target, source, insert_cols) -%}
  {%- set columns = get_snapshot_table_column_names() -%}
  {%- set change = 'DBT_INTERNAL_SOURCE.dbt_change_type' -%}
  {%- set names = insert_cols | join(', ') -%}
with closed as (
  update {{ target.render() }} as DBT_INTERNAL_TARGET
  set {{ columns.dbt_valid_to }} = DBT_INTERNAL_SOURCE.{{ columns.dbt_valid_to }}
  from {{ source }} as DBT_INTERNAL_SOURCE
  where {{ change }} in ('update', 'delete')
    and DBT_INTERNAL_SOURCE.{{ columns.dbt_scd_id }} = DBT_INTERNAL_TARGET.{{ columns.dbt_scd_id }}
    and {{ xform_open_version_condition(columns, 'DBT_INTERNAL_TARGET') }}
)
insert into {{ target.render() }} ({{ names }})
select {{ names }} from {{ source }} as DBT_INTERNAL_SOURCE where {{ change }} = 'insert'
{%- endmacro %}
