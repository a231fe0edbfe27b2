{%- materialization snapshot, adapter='spark' -%}
  {%- set format = config.get('file_format', default='parquet') -%}
  {%- if format not in xform_lakehouse_formats() -%}
    {%- do exceptions.raise_compiler_error('Snapshots need file_format delta, iceberg or hudi, not ' ~ format
        ~ ': set `+file_format` under `snapshots:` in dbt_project.yml') -%}
  {%- endif -%}
  {%- set existing = load_cached_relation(this) -%}
  {%- if existing is not none and existing.is_table and adapter.provider_of(existing) != format -%}
    {%- do exceptions.raise_compiler_error(existing.render() ~ ' is there and has another file_format than ' ~ format
        ~ ': drop it, or give the snapshot another name') -%}
  {%- endif -%}
  {{ return(materialization_snapshot_default()) }}
{%- endmaterialization %}

{#- The merge reads the changes more than once, so they are a table and stand still. -#}
{%- macro spark__xform_snapshot_staging(target) -%}
  {%- do return(target.incorporate(path={'identifier': target.identifier ~ '__dbt_tmp'}, type='table')) -%}
{%- endmacro %}

{%- macro build_snapshot_staging_table(strategy, sql, target_relation) -%}
  {%- set staging = spark__xform_snapshot_staging(target_relation) -%}
  {%- do run_query('drop table if exists ' ~ staging.render()) -%}
  {%- call statement('build_snapshot_staging_relation') -%}
create table {{ staging.render() }} using parquet as
{{ snapshot_staging_table(strategy, sql, target_relation) }}
  {%- endcall -%}
  {%- do return(staging) -%}
{%- endmacro %}

{%- macro spark__post_snapshot(staging_relation) -%}
  {%- do run_query('drop table if exists ' ~ staging_relation.render()) -%}
{%- endmacro %}

{%- macro spark__create_columns(relation, columns) -%}
  {%- do alter_relation_add_remove_columns(relation, columns, none) -%}
{%- endmacro %}

{%- macro spark__snapshot_hash_arguments(args) -%}
  {%- set parts = [] -%}
  {%- for arg in args -%}
    {%- do parts.append('coalesce(cast(' ~ arg ~ " as string), '')") -%}
  {%- endfor -%}
md5({{ parts | join(" || '|' || ") }})
{%- endmacro %}

{%- macro spark__snapshot_merge_sql(target, source, insert_cols) -%}
  {%- set columns = get_snapshot_table_column_names() -%}
merge into {{ target.render() }} as DBT_INTERNAL_DEST
using {{ source.render() }} as DBT_INTERNAL_SOURCE
on DBT_INTERNAL_SOURCE.{{ columns.dbt_scd_id }} = DBT_INTERNAL_DEST.{{ columns.dbt_scd_id }}
when matched and {{ xform_open_version_condition(columns, 'DBT_INTERNAL_DEST') }}
  and DBT_INTERNAL_SOURCE.dbt_change_type in ('update', 'delete') then update
  set {{ columns.dbt_valid_to }} = DBT_INTERNAL_SOURCE.{{ columns.dbt_valid_to }}
when not matched and DBT_INTERNAL_SOURCE.dbt_change_type = 'insert' then insert ({{ insert_cols | join(', ') }})
values (DBT_INTERNAL_SOURCE.{{ insert_cols | join(', DBT_INTERNAL_SOURCE.') }})
{%- endmacro %}

{%- macro spark__snapshot_string_as_time(timestamp) -%}
  {%- do return("to_timestamp('" ~ timestamp ~ "')") -%}
{%- endmacro %}
