{%- macro get_merge_unique_key_match(source_unique_key, target_unique_key) -%}
  {{ return(adapter.dispatch('get_merge_unique_key_match', 'dbt')(source_unique_key, target_unique_key)) }}
{%- endmacro %}

{%- macro default__get_merge_unique_key_match(source_unique_key, target_unique_key) -%}
  {{ equals(source_unique_key, target_unique_key) | trim }}
{%- endmacro %}

{%- macro get_merge_sql(target, source, unique_key, dest_columns, incremental_predicates=none) -%}
  {#- `predicates` is the older name of the configuration. -#}
  {%- set conditions = config.get('predicates', default=none) or incremental_predicates -%}
  {{ adapter.dispatch('get_merge_sql', 'dbt')(target, source, unique_key, dest_columns, conditions) }}
{%- endmacro %}

{%- macro default__get_merge_sql(target, source, unique_key, dest_columns, incremental_predicates=none) -%}
  {%- set matches = xform_merge_matches(unique_key, incremental_predicates) -%}
  {%- set columns = get_quoted_csv(dest_columns | map(attribute='name')) -%}
{{ config.get('sql_header', none) or '' }}
merge into {{ target.render() }} as DBT_INTERNAL_DEST
using {{ source }} as DBT_INTERNAL_SOURCE
on ({{ matches | join(') and (') }})
{% if unique_key %}when matched then update set
  {{ xform_merge_assignments(get_merge_update_columns(config.get('merge_update_columns'),
      config.get('merge_exclude_columns'), dest_columns)) }}
{% endif %}when not matched then insert ({{ columns }})
values ({{ columns }})
{%- endmacro %}

{#- The conditions of the join of old and new rows. -#}
{%- macro xform_merge_matches(unique_key, incremental_predicates) -%}
  {%- set matches = (incremental_predicates or []) | list -%}
  {%- set keys = [] if not unique_key else [unique_key] if unique_key is string else unique_key -%}
  {%- for key in keys -%}
    {%- do matches.append(get_merge_unique_key_match('DBT_INTERNAL_SOURCE.' ~ key, 'DBT_INTERNAL_DEST.' ~ key)) -%}
  {%- endfor -%}
  {%- if not keys -%}
    {#- Nothing can match: every row is inserted. -#}
    {%- do matches.append('FALSE') -%}
  {%- endif -%}
  {%- do return(matches) -%}
{%- endmacro %}

{%- macro xform_merge_assignments(columns) -%}
  {%- set assignments = [] -%}
  {%- for column in columns -%}
    {%- do assignments.append(column ~ ' = DBT_INTERNAL_SOURCE.' ~ column) -%}
  {%- endfor -%}
  {{ assignments | join(', ') }}
{%- endmacro %}

{%- macro get_insert_overwrite_merge_sql(target, source, dest_columns, predicates, include_sql_header=false) -%}
  {{ adapter.dispatch('get_insert_overwrite_merge_sql', 'dbt')(
      target, source, dest_columns, predicates, include_sql_header) }}
{%- endmacro %}

{#- Replaces the part of the target that the predicates name. -#}
{%- macro default__get_insert_overwrite_merge_sql(target, source, dest_columns, predicates, include_sql_header) -%}
  {%- set columns = get_quoted_csv(dest_columns | map(attribute='name')) -%}
  {%- set conditions = [predicates] if predicates is string else predicates or [] -%}
{{ (config.get('sql_header', none) or '') if include_sql_header }}
merge into {{ target.render() }} as DBT_INTERNAL_DEST
using {{ source }} as DBT_INTERNAL_SOURCE
on FALSE
when not matched by source {{ ('and ' ~ conditions | join(' and ')) if conditions }} then delete
when not matched then insert ({{ columns }})
values ({{ columns }})
{%- endmacro %}
