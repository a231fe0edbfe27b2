{%- macro trino__snapshot_hash_arguments(args) -%}
  {%- set parts = [] -%}
  {%- for arg in args -%}
    {%- do parts.append('coalesce(cast(' ~ arg ~ " as varchar), '')") -%}
  {%- endfor -%}
lower(to_hex(md5(to_utf8({{ parts | join(" || '|' || ") }}))))
{%- endmacro %}

{%- macro trino__post_snapshot(staging_relation) -%}
  {%- do drop_relation_if_exists(staging_relation.incorporate(type='table')) -%}
{%- endmacro %}

{#- What an interrupted run left has the name of the new staging table. -#}
{%- macro trino__snapshot_staging_table(strategy, source_sql, target_relation) -%}
  {%- do drop_relation_if_exists(load_cached_relation(make_temp_relation(target_relation))) -%}
  {{ default__snapshot_staging_table(strategy, source_sql, target_relation) }}
{%- endmacro %}

{#- Times of deletions have a zone; where the snapshot's own have none, they are cast, which merge does not do itself. -#}
{%- macro trino__snapshot_merge_sql(target, source, insert_cols) -%}
  {%- set columns = get_snapshot_table_column_names() -%}
  {%- set stored, given = {}, {} -%}
  {%- for column in adapter.get_columns_in_relation(target) -%}
    {%- do stored.update({column.name | lower: column.dtype}) -%}
  {%- endfor -%}
  {%- for column in adapter.get_columns_in_relation(source) -%}
    {%- do given.update({column.name | lower: column.dtype}) -%}
  {%- endfor -%}
  {%- set values = [] -%}
  {%- for name in insert_cols -%}
    {%- do values.append(xform_as_stored('DBT_INTERNAL_SOURCE.' ~ name, name, stored, given)) -%}
  {%- endfor -%}
  {%- set closed = 'DBT_INTERNAL_SOURCE.' ~ columns.dbt_valid_to -%}
merge into {{ target.render() }} as DBT_INTERNAL_DEST
using {{ source }} as DBT_INTERNAL_SOURCE
on DBT_INTERNAL_SOURCE.{{ columns.dbt_scd_id }} = DBT_INTERNAL_DEST.{{ columns.dbt_scd_id }}
when matched and {{ xform_open_version_condition(columns, 'DBT_INTERNAL_DEST') }}
  and DBT_INTERNAL_SOURCE.dbt_change_type in ('update', 'delete') then update
  set {{ columns.dbt_valid_to }} = {{ xform_as_stored(closed, columns.dbt_valid_to, stored, given) }}
when not matched and DBT_INTERNAL_SOURCE.dbt_change_type = 'insert' then insert ({{ insert_cols | join(', ') }})
values ({{ values | join(', ') }})
{%- endmacro %}

{%- macro xform_as_stored(value, name, stored, given) -%}
  {%- set plain = name.strip('"') | lower -%}
  {%- set wanted, there = stored.get(plain), given.get(plain) -%}
  {%- set differs = wanted and there and wanted != there and 'time zone' in there and 'time zone' not in wanted -%}
  {%- do return('cast(' ~ value ~ ' as ' ~ wanted ~ ')' if differs else value) -%}
{%- endmacro %}
