{#-
  New rows are read once, so a view of them is enough; what is first deleted and then inserted has to be read twice and
  stand still in between.
-#}
{%- macro dbt_snowflake_get_tmp_relation_type(strategy, unique_key, language) -%}
  {%- set wish = config.get('tmp_relation_type', default=none) -%}
  {%- set needs_table = strategy == 'delete+insert' and unique_key -%}
  {%- if wish == 'view' and needs_table -%}
    {%- do exceptions.raise_compiler_error("delete+insert with a unique_key reads the new rows twice: tmp_relation_type must be 'table'") -%}
  {%- elif wish not in [none, 'view', 'table'] -%}
    {%- do exceptions.raise_compiler_error("tmp_relation_type is 'view' or 'table', not '" ~ wish ~ "'") -%}
  {%- endif -%}
  {%- do return(wish or ('table' if needs_table else 'view')) -%}
{%- endmacro %}

{%- macro snowflake__xform_apply_increment(existing, target, code) -%}
  {%- set strategy = config.get('incremental_strategy') or 'default' -%}
  {%- set type = dbt_snowflake_get_tmp_relation_type(strategy, config.get('unique_key'), 'sql') -%}
  {%- set rows = xform_increment_relation(target).incorporate(type=type) -%}
  {%- call statement('create_increment_rows', auto_begin=False) -%}
    {{ xform_snowflake_view_sql(rows, code, temporary=true) if type == 'view' else create_table_as(True, rows, code) }}
  {%- endcall -%}
  {%- do xform_move_increment(existing, target, rows) -%}
  {#- Sessions are used for many nodes. -#}
  {%- do drop_relation_if_exists(rows) -%}
  {%- do return(none) -%}
{%- endmacro %}

{#- Statements that change rows commit by themselves unless they are in a transaction. -#}
{%- macro snowflake_dml_explicit_transaction(dml) -%}
begin;
{{ dml | trim }};
commit;
{%- endmacro %}

{%- macro snowflake__get_incremental_default_sql(arg_dict) -%}
  {{ return(get_incremental_merge_sql(arg_dict)) }}
{%- endmacro %}

{%- macro snowflake__get_incremental_append_sql(arg_dict) -%}
  {%- set insert = default__get_incremental_append_sql(arg_dict) -%}
  {{ return(snowflake_dml_explicit_transaction(insert)) }}
{%- endmacro %}

{%- macro snowflake__get_merge_sql(target, source_sql, unique_key, dest_columns, incremental_predicates) -%}
  {%- if unique_key -%}
    {%- set text = default__get_merge_sql(target, source_sql, unique_key, dest_columns, incremental_predicates) -%}
  {%- else -%}
    {#- Nothing to match: an insert says the same. -#}
    {%- set text = get_insert_into_sql(target, source_sql, dest_columns) -%}
  {%- endif -%}
  {{ return(snowflake_dml_explicit_transaction(text)) }}
{%- endmacro %}

{%- macro snowflake__get_delete_insert_merge_sql(target, source, unique_key, dest_columns, incremental_predicates) -%}
  {%- set text = default__get_delete_insert_merge_sql(target, source, unique_key, dest_columns, incremental_predicates) -%}
  {{ return(snowflake_dml_explicit_transaction(text)) }}
{%- endmacro %}

{#- The whole table: Snowflake has no partitions to overwrite. -#}
{%- macro snowflake__get_incremental_insert_overwrite_sql(arg_dict) -%}
  {{ return(get_insert_overwrite_sql(arg_dict.target_relation, arg_dict.temp_relation, arg_dict.dest_columns)) }}
{%- endmacro %}

{%- macro get_insert_overwrite_sql(target, source, dest_columns) -%}
  {%- set columns = config.get('overwrite_columns', default=none) -%}
  {%- set names = (columns | join(', ')) if columns else '' -%}
  {%- set text = 'insert overwrite into ' ~ target.render() ~ (' (' ~ names ~ ')' if names)
      ~ '\nselect ' ~ (names or '*') ~ ' from ' ~ source -%}
  {{ return(snowflake_dml_explicit_transaction(text)) }}
{%- endmacro %}

{#- A batch replaces what lies in its window of time. -#}
{%- macro snowflake__get_incremental_microbatch_sql(arg_dict) -%}
  {%- set batch = model.get('batch') -%}
  {%- if not batch or not batch.event_time_start or not batch.event_time_end -%}
    {%- do exceptions.raise_compiler_error('microbatch: the run gave no window of time for this batch') -%}
  {%- endif -%}
  {%- set time = 'DBT_INTERNAL_TARGET.' ~ model.config.event_time -%}
  {%- set conditions = arg_dict.get('incremental_predicates') or [] -%}
  {%- set conditions = ([conditions] if conditions is string else conditions | list) + [
      time ~ " >= to_timestamp_tz('" ~ batch.event_time_start ~ "')",
      time ~ " < to_timestamp_tz('" ~ batch.event_time_end ~ "')",
    ] -%}
delete from {{ arg_dict.target_relation.render() }} DBT_INTERNAL_TARGET
where {{ conditions | join('\n  and ') }};
{{ get_insert_into_sql(arg_dict.target_relation, arg_dict.temp_relation, arg_dict.dest_columns) }}
{%- endmacro %}

{%- macro snowflake__snapshot_merge_sql(target, source, insert_cols) -%}
  {{ return(snowflake_dml_explicit_transaction(default__snapshot_merge_sql(target, source, insert_cols))) }}
{%- endmacro %}
