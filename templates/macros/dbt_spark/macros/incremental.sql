{#- The strategies and what they need of a table; a mistake is told before anything is built. -#}
{%- macro dbt_spark_validate_get_file_format(raw_file_format) -%}
  {%- set formats = ['text', 'csv', 'json', 'jdbc', 'parquet', 'orc', 'hive', 'delta', 'iceberg', 'libsvm', 'hudi'] -%}
  {%- if raw_file_format not in formats -%}
    {%- do exceptions.raise_compiler_error("file_format: '" ~ raw_file_format ~ "' is none of " ~ formats | join(', ')) -%}
  {%- endif -%}
  {%- do return(raw_file_format) -%}
{%- endmacro %}

{%- macro dbt_spark_validate_get_incremental_strategy(raw_strategy, file_format) -%}
  {%- if raw_strategy == 'merge' and file_format not in xform_lakehouse_formats() -%}
    {%- do exceptions.raise_compiler_error("incremental_strategy: 'merge' needs file_format delta, iceberg or hudi, not '"
        ~ file_format ~ "'") -%}
  {%- elif raw_strategy == 'insert_overwrite' and file_format == 'delta' -%}
    {%- do exceptions.raise_compiler_error("incremental_strategy: 'insert_overwrite' does not go with file_format delta:"
        ~ " use merge, or append with a pre-hook that deletes") -%}
  {%- elif raw_strategy == 'microbatch' and file_format == 'delta' -%}
    {%- do exceptions.raise_compiler_error("incremental_strategy: 'microbatch' overwrites partitions, which file_format"
        ~ " delta does not do here: use parquet or iceberg") -%}
  {%- endif -%}
  {%- do return(raw_strategy) -%}
{%- endmacro %}

{%- materialization incremental, adapter='spark' -%}
  {%- do dbt_spark_validate_get_file_format(config.get('file_format', default='parquet')) -%}
  {%- set strategy = dbt_spark_validate_get_incremental_strategy(
      config.get('incremental_strategy') or 'append', config.get('file_format', default='parquet')) -%}
  {%- if strategy == 'microbatch' and not config.get('partition_by') -%}
    {%- do exceptions.raise_compiler_error('incremental_strategy: microbatch needs partition_by: a batch overwrites partitions') -%}
  {%- endif -%}
  {%- do xform_incremental_strategy_macro() -%}
  {{ return(xform_materialize_incremental()) }}
{%- endmaterialization %}

{#- The rows are a view of this session, read once. -#}
{%- macro spark__xform_apply_increment(existing, target, code) -%}
  {%- set rows = xform_increment_relation(target) -%}
  {%- if config.get('incremental_strategy') in ['insert_overwrite', 'microbatch'] and config.get('partition_by') -%}
    {%- do run_query('set spark.sql.sources.partitionOverwriteMode = dynamic') -%}
  {%- endif -%}
  {%- do xform_create_increment_rows(true, rows, code) -%}
  {%- do xform_move_increment(existing, target, rows) -%}
  {%- do run_query('drop view if exists ' ~ rows.render()) -%}
  {%- do return(none) -%}
{%- endmacro %}

{#- Columns by name: an insert takes them by their place otherwise. -#}
{%- macro get_insert_into_sql(source_relation, target_relation) -%}
  {%- set columns = adapter.get_columns_in_relation(target_relation) | map(attribute='quoted') | join(', ') -%}
insert into table {{ target_relation.render() }}
select {{ columns }} from {{ source_relation.render() }}
{%- endmacro %}

{%- macro spark__get_incremental_append_sql(arg_dict) -%}
  {{ return(get_insert_into_sql(arg_dict['temp_relation'], arg_dict['target_relation'])) }}
{%- endmacro %}

{%- macro get_insert_overwrite_sql(source_relation, target_relation, existing_relation=none) -%}
  {%- set columns = adapter.get_columns_in_relation(target_relation) | map(attribute='quoted') | join(', ') -%}
  {#- Iceberg tables know their partitions themselves. -#}
  {%- set is_iceberg = config.get('file_format') == 'iceberg' -%}
insert overwrite table {{ target_relation.render() }}
{{ partition_cols(label='partition') if not is_iceberg }}
select {{ columns }} from {{ source_relation.render() }}
{%- endmacro %}

{%- macro spark__get_incremental_insert_overwrite_sql(arg_dict) -%}
  {{ return(get_insert_overwrite_sql(arg_dict['temp_relation'], arg_dict['target_relation'])) }}
{%- endmacro %}

{%- macro spark__get_incremental_microbatch_sql(arg_dict) -%}
  {{ return(get_insert_overwrite_sql(arg_dict['temp_relation'], arg_dict['target_relation'])) }}
{%- endmacro %}

{%- macro spark__get_merge_sql(target, source, unique_key, dest_columns, incremental_predicates=none) -%}
  {%- set matches = xform_merge_matches(unique_key, incremental_predicates) -%}
  {%- set some = config.get('merge_update_columns') or config.get('merge_exclude_columns') -%}
{{ config.get('sql_header', none) or '' }}
merge into {{ target.render() }} as DBT_INTERNAL_DEST
using {{ source.render() }} as DBT_INTERNAL_SOURCE
on ({{ matches | join(') and (') }})
{% if unique_key %}when matched then update set
  {{ xform_merge_assignments(get_merge_update_columns(config.get('merge_update_columns'),
      config.get('merge_exclude_columns'), dest_columns)) if some else '*' }}
{% endif %}when not matched then insert *
{%- endmacro %}
