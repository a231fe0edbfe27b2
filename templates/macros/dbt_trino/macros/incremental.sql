{#- `view` where the rows are read once; deletes and inserts each read them, so they must stand still. -#}
{%- macro get_incremental_tmp_relation_type(strategy, unique_key, language) -%}
  {%- set views = config.get('views_enabled', true) and adapter.connector_can(this.database, 'create_view') -%}
  {%- do return('table' if strategy in ['delete+insert', 'microbatch'] or language != 'sql' or not views else 'view') -%}
{%- endmacro %}

{#- There are no temporary tables: the rows' relation is dropped when it has been read. -#}
{%- macro trino__xform_apply_increment(existing, target, code) -%}
  {%- set strategy = config.get('incremental_strategy') or 'append' -%}
  {%- set type = get_incremental_tmp_relation_type(strategy, config.get('unique_key'), model['language']) -%}
  {%- set rows = xform_increment_relation(target).incorporate(type=type) -%}
  {%- do drop_relation_if_exists(load_cached_relation(rows)) -%}
  {%- call statement('create_increment_rows') -%}
    {{ get_create_view_as_sql(rows, code) if type == 'view' else trino__create_table_as(true, rows, code) }}
  {%- endcall -%}
  {%- do adapter.cache_added(rows) -%}
  {%- do xform_move_increment(existing, target, rows) -%}
  {%- do return(rows) -%}
{%- endmacro %}

{%- macro trino__get_delete_insert_merge_sql(target, source, unique_key, dest_columns, incremental_predicates) -%}
  {%- if unique_key -%}
    {%- set keys = [unique_key] if unique_key is string else unique_key -%}
delete from {{ target.render() }}
where {{ '(' ~ keys | join(', ') ~ ')' }} in (select {{ keys | join(', ') }} from {{ source }})
    {%- for condition in incremental_predicates or [] %}
  and {{ condition }}
    {%- endfor %};
  {%- endif %}
{{ get_insert_into_sql(target, source, dest_columns) }}
{%- endmacro %}

{#- Trino's merge wants the source's name before each value. -#}
{%- macro trino__get_merge_sql(target, source, unique_key, dest_columns, incremental_predicates) -%}
  {%- set matches = xform_merge_matches(unique_key, incremental_predicates) -%}
{{ config.get('sql_header', none) or '' }}
merge into {{ target.render() }} as DBT_INTERNAL_DEST
using {{ source }} as DBT_INTERNAL_SOURCE
on ({{ matches | join(') and (') }})
{% if unique_key %}when matched then update set
  {{ xform_merge_assignments(get_merge_update_columns(config.get('merge_update_columns'),
      config.get('merge_exclude_columns'), dest_columns)) }}
{% endif -%}
{{ xform_merge_insert(dest_columns | map(attribute='quoted') | list) }}
{%- endmacro %}

{%- macro xform_merge_insert(columns, condition='') -%}
when not matched {{ condition }} then insert ({{ columns | join(', ') }})
values (DBT_INTERNAL_SOURCE.{{ columns | join(', DBT_INTERNAL_SOURCE.') }})
{%- endmacro %}

{#- A batch takes the place of what the table has of its time. -#}
{%- macro trino__get_incremental_microbatch_sql(arg_dict) -%}
  {%- set target, event_time = arg_dict['target_relation'], model.config.event_time -%}
  {%- set batch = model.get('batch') -%}
  {%- set limits = [] -%}
  {%- if batch and batch.event_time_start -%}
    {%- do limits.append('cast(' ~ event_time ~ " as timestamp with time zone) >= timestamp '" ~ batch.event_time_start ~ "'") -%}
  {%- endif -%}
  {%- if batch and batch.event_time_end -%}
    {%- do limits.append('cast(' ~ event_time ~ " as timestamp with time zone) < timestamp '" ~ batch.event_time_end ~ "'") -%}
  {%- endif -%}
  {%- for condition in arg_dict.get('incremental_predicates') or [] -%}
    {%- do limits.append(condition) -%}
  {%- endfor -%}
delete from {{ target.render() }}
where {{ limits | join('\n  and ') }};
{{ get_insert_into_sql(target, arg_dict['temp_relation'], arg_dict['dest_columns']) }}
{%- endmacro %}
