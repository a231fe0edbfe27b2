{%- macro duckdb__snapshot_merge_sql(target, source, insert_cols) -%}
  {%- set columns = get_snapshot_table_column_names() -%}
  {%- set change = 'DBT_INTERNAL_SOURCE.dbt_change_type' -%}
update {{ target.render() }} as DBT_INTERNAL_TARGET
set {{ columns.dbt_valid_to }} = DBT_INTERNAL_SOURCE.{{ columns.dbt_valid_to }}
from {{ source }} as DBT_INTERNAL_SOURCE
where DBT_INTERNAL_SOURCE.{{ columns.dbt_scd_id }} = DBT_INTERNAL_TARGET.{{ columns.dbt_scd_id }}
  and {{ change }} in ('update', 'delete')
  and {{ xform_open_version_condition(columns, 'DBT_INTERNAL_TARGET') }};
insert into {{ target.render() }} ({{ insert_cols | join(', ') }})
select {{ insert_cols | join(', ') }}
from {{ source }} as DBT_INTERNAL_SOURCE
where {{ change }} = 'insert';
{%- endmacro %}

{%- macro build_snapshot_staging_table(strategy, sql, target_relation) -%}
  {%- set staging = make_temp_relation(target_relation) -%}
  {%- call statement('build_snapshot_staging_relation') -%}
    {{ create_table_as(adapter.is_motherduck() is false, staging, snapshot_staging_table(strategy, sql, target_relation)) }}
  {%- endcall -%}
  {%- do return(staging) -%}
{%- endmacro %}

{%- macro duckdb__post_snapshot(temporary_relation) -%}
  {%- do drop_relation_if_exists(temporary_relation) -%}
{%- endmacro %}
