{#- The marker of a row that is valid now: null, or what dbt_valid_to_current says. -#}
{%- macro get_dbt_valid_to_current(strategy, columns) -%}
  {#- nullif() of a value with itself is a null of the right type. -#}
  {%- set marker = config.get('dbt_valid_to_current') or 'null' -%}
  coalesce(nullif({{ strategy.updated_at }}, {{ strategy.updated_at }}), {{ marker }}) as {{ columns.dbt_valid_to }}
{%- endmacro %}

{%- macro xform_open_version_condition(columns, alias='') -%}
  {%- set valid_to = (alias ~ '.' if alias) ~ columns.dbt_valid_to -%}
  {%- set marker = config.get('dbt_valid_to_current') -%}
  {#- Rows from before the marker was configured still have null. -#}
  {{ '(' ~ valid_to ~ ' = ' ~ marker ~ ' or ' ~ valid_to ~ ' is null)' if marker else valid_to ~ ' is null' }}
{%- endmacro %}

{#- The first version of every row. -#}
{%- macro build_snapshot_table(strategy, sql) -%}
  {{ adapter.dispatch('build_snapshot_table', 'dbt')(strategy, sql) }}
{%- endmacro %}

{%- macro default__build_snapshot_table(strategy, sql) -%}
  {%- set columns = get_snapshot_table_column_names() %}
select *,
  {{ strategy.scd_id }} as {{ columns.dbt_scd_id }},
  {{ strategy.updated_at }} as {{ columns.dbt_updated_at }},
  {{ strategy.updated_at }} as {{ columns.dbt_valid_from }},
  {{ get_dbt_valid_to_current(strategy, columns) }}
  {%- if strategy.hard_deletes == 'new_record' %},
  'False' as {{ columns.dbt_is_deleted }}
  {%- endif %}
from (
  {{ sql }}
) sbq
{%- endmacro %}

{#- The changes since the last run: rows to insert, and the end of versions to update. -#}
{%- macro snapshot_staging_table(strategy, source_sql, target_relation) -%}
  {{ adapter.dispatch('snapshot_staging_table', 'dbt')(strategy, source_sql, target_relation) }}
{%- endmacro %}

{%- macro default__snapshot_staging_table(strategy, source_sql, target_relation) -%}
  {%- set columns = get_snapshot_table_column_names() -%}
  {%- set key = strategy.unique_key -%}
  {%- set new_record = strategy.hard_deletes == 'new_record' -%}
  {%- set deletes = strategy.hard_deletes in ['invalidate', 'new_record'] -%}
  {%- set is_deleted = columns.dbt_is_deleted -%}
  {%- set join_on = unique_key_join_on(key, 'snapshotted_data', 'source_data') -%}
  {%- set changed = strategy.row_changed -%}
  {%- if new_record -%}
    {#- What was deleted and is there again gets a new version whatever its columns say. -#}
    {%- set changed = '(' ~ changed ~ ' or snapshotted_data.' ~ is_deleted ~ " = 'True')" -%}
  {%- endif -%}
  {%- set already_closed = 'snapshotted_data.' ~ is_deleted ~ " = 'True'" %}
with snapshot_query as (
  {{ source_sql }}
),
snapshotted_data as (
  select *, {{ unique_key_fields(key) }} from {{ target_relation }} where {{ xform_open_version_condition(columns) }}
),
insertions_source_data as (
  {{ xform_snapshot_source_select(strategy, columns, get_dbt_valid_to_current(strategy, columns)) }},
    {{ strategy.scd_id }} as {{ columns.dbt_scd_id }}
  from snapshot_query
),
updates_source_data as (
  {{ xform_snapshot_source_select(strategy, columns, strategy.updated_at ~ ' as ' ~ columns.dbt_valid_to) }}
  from snapshot_query
),
insertions as (
  select 'insert' as dbt_change_type, source_data.*{{ ", 'False' as " ~ is_deleted if new_record }}
  from insertions_source_data as source_data
  left outer join snapshotted_data on {{ join_on }}
  where {{ unique_key_is_null(key, 'snapshotted_data') }} or {{ changed }}
),
updates as (
  select 'update' as dbt_change_type, source_data.*,
    snapshotted_data.{{ columns.dbt_scd_id }}{{ ', snapshotted_data.' ~ is_deleted if new_record }}
  from updates_source_data as source_data
  inner join snapshotted_data on {{ join_on }}
  where {{ changed }}
)
  {%- if deletes -%}
,
deletes_source_data as (
  select *, {{ unique_key_fields(key) }} from snapshot_query
),
deletes as (
  select 'delete' as dbt_change_type, source_data.*,
    {{ xform_snapshot_times_now(columns) }},
    {{ snapshot_get_time() }} as {{ columns.dbt_valid_to }},
    snapshotted_data.{{ columns.dbt_scd_id }}{{ ', snapshotted_data.' ~ is_deleted if new_record }}
  from snapshotted_data
  left join deletes_source_data as source_data on {{ join_on }}
  where {{ unique_key_is_null(key, 'source_data') }}{{ ' and not (' ~ already_closed ~ ')' if new_record }}
)
  {%- endif -%}
  {%- if new_record -%}
,
deletion_records as (
  select 'insert' as dbt_change_type,
    {{ xform_deletion_record_columns(source_sql, target_relation, key) }},
    {{ xform_snapshot_times_now(columns) }},
    snapshotted_data.{{ columns.dbt_valid_to }} as {{ columns.dbt_valid_to }},
    {{ snapshot_hash_arguments(['snapshotted_data.' ~ columns.dbt_scd_id, snapshot_get_time()]) }} as {{ columns.dbt_scd_id }},
    'True' as {{ is_deleted }}
  from snapshotted_data
  left join deletes_source_data as source_data on {{ join_on }}
  where {{ unique_key_is_null(key, 'source_data') }} and not ({{ already_closed }})
)
  {%- endif %}
select * from insertions
union all select * from updates
{{ 'union all select * from deletes' if deletes }}
{{ 'union all select * from deletion_records' if new_record }}
{%- endmacro %}

{%- macro xform_snapshot_source_select(strategy, columns, valid_to) -%}
  select *, {{ unique_key_fields(strategy.unique_key) }},
    {{ strategy.updated_at }} as {{ columns.dbt_updated_at }},
    {{ strategy.updated_at }} as {{ columns.dbt_valid_from }},
    {{ valid_to }}
{%- endmacro %}

{#- In the order of snapshot_source_select: the branches are united by position. -#}
{%- macro xform_snapshot_times_now(columns) -%}
  {{ snapshot_get_time() }} as {{ columns.dbt_updated_at }}, {{ snapshot_get_time() }} as {{ columns.dbt_valid_from }}
{%- endmacro %}

{#- A deleted row as it was last seen; columns that the snapshot does not have yet are null. -#}
{%- macro xform_deletion_record_columns(source_sql, target_relation, unique_key) -%}
  {%- set stored = adapter.get_columns_in_relation(target_relation) | map(attribute='name') | list -%}
  {%- set parts = [] -%}
  {%- for name in get_columns_in_query(source_sql) -%}
    {%- do parts.append(('snapshotted_data.' if name in stored else 'source_data.') ~ adapter.quote(name)) -%}
  {%- endfor -%}
  {%- for name in xform_unique_key_names(unique_key) -%}
    {%- do parts.append('snapshotted_data.' ~ name) -%}
  {%- endfor -%}
  {{ parts | join(', ') }}
{%- endmacro %}

{%- macro build_snapshot_staging_table(strategy, sql, target_relation) -%}
  {%- set staging = make_temp_relation(target_relation) -%}
  {%- call statement('build_snapshot_staging_relation') -%}
    {{ create_table_as(True, staging, snapshot_staging_table(strategy, sql, target_relation)) }}
  {%- endcall -%}
  {%- do return(staging) -%}
{%- endmacro %}

{%- macro snapshot_merge_sql(target, source, insert_cols) -%}
  {{ adapter.dispatch('snapshot_merge_sql', 'dbt')(target, source, insert_cols) }}
{%- endmacro %}

{%- macro default__snapshot_merge_sql(target, source, insert_cols) -%}
  {%- set names = insert_cols | join(', ') -%}
  {%- set columns = get_snapshot_table_column_names() -%}
merge into {{ target.render() }} as DBT_INTERNAL_DEST
using {{ source }} as DBT_INTERNAL_SOURCE
on DBT_INTERNAL_SOURCE.{{ columns.dbt_scd_id }} = DBT_INTERNAL_DEST.{{ columns.dbt_scd_id }}
when matched and {{ xform_open_version_condition(columns, 'DBT_INTERNAL_DEST') }}
  and DBT_INTERNAL_SOURCE.dbt_change_type in ('update', 'delete') then update
  set {{ columns.dbt_valid_to }} = DBT_INTERNAL_SOURCE.{{ columns.dbt_valid_to }}
when not matched and DBT_INTERNAL_SOURCE.dbt_change_type = 'insert' then insert ({{ names }})
  values ({{ names }})
{%- endmacro %}

{#- The same for engines whose update knows a from clause: versions that end are closed before the new ones come. -#}
{%- macro xform_close_and_insert_versions(target, source, insert_cols) -%}
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
