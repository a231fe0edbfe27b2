{#- The target goes without an alias, which this merge does not take. -#}
{%- macro redshift__get_merge_sql(target, source, unique_key, dest_columns, incremental_predicates) -%}
  {%- set keys = [] if not unique_key else [unique_key] if unique_key is string else unique_key -%}
  {%- set matches = [] -%}
  {%- for predicate in incremental_predicates or [] -%}
    {%- do matches.append(predicate | replace('DBT_INTERNAL_DEST', target.render())) -%}
  {%- endfor -%}
  {%- for key in keys -%}
    {%- do matches.append('DBT_INTERNAL_SOURCE.' ~ key ~ ' = ' ~ target.render() ~ '.' ~ key) -%}
  {%- endfor -%}
  {%- if not keys -%}
    {%- do matches.append('FALSE') -%}
  {%- endif -%}
  {%- set names, values, assignments = [], [], [] -%}
  {%- for column in dest_columns -%}
    {%- do names.append(adapter.quote(column.name)) -%}
    {%- do values.append('DBT_INTERNAL_SOURCE.' ~ adapter.quote(column.name)) -%}
  {%- endfor -%}
  {%- for column in get_merge_update_columns(config.get('merge_update_columns'), config.get('merge_exclude_columns'), dest_columns) -%}
    {%- do assignments.append(column ~ ' = DBT_INTERNAL_SOURCE.' ~ column) -%}
  {%- endfor -%}
{{ config.get('sql_header', none) or '' }}
merge into {{ target.render() }}
using {{ source }} as DBT_INTERNAL_SOURCE
on ({{ matches | join(') and (') }})
{% if keys %}when matched then update set {{ assignments | join(', ') }}
{% endif %}when not matched then insert ({{ names | join(', ') }})
values ({{ values | join(', ') }})
{%- endmacro %}

{%- macro redshift__get_delete_insert_merge_sql(target, source, unique_key, dest_columns, incremental_predicates) -%}
  {%- if unique_key -%}
    {%- set keys = unique_key if unique_key is string else unique_key | join(', ') -%}
delete from {{ target.render() }}
where ({{ keys }}) in (select distinct {{ keys }} from {{ source }} as DBT_INTERNAL_SOURCE)
    {%- for condition in incremental_predicates or [] %}
  and {{ condition }}
    {%- endfor %};
  {%- endif %}
{{ get_insert_into_sql(target, source, dest_columns) }}
{%- endmacro %}

{#- A batch replaces what lies in its window of time. -#}
{%- macro redshift__get_incremental_microbatch_sql(arg_dict) -%}
  {%- set batch = model.get('batch') -%}
  {%- if not batch or not batch.event_time_start or not batch.event_time_end -%}
    {%- do exceptions.raise_compiler_error('microbatch: the run gave no window of time for this batch') -%}
  {%- endif -%}
  {%- set time = model.config.event_time -%}
delete from {{ arg_dict.target_relation.render() }}
where {{ time }} >= TIMESTAMP '{{ batch.event_time_start }}' and {{ time }} < TIMESTAMP '{{ batch.event_time_end }}';
{{ get_insert_into_sql(arg_dict.target_relation, arg_dict.temp_relation, arg_dict.dest_columns) }}
{%- endmacro %}

{%- macro redshift__snapshot_merge_sql(target, source, insert_cols) -%}
  {%- set columns = get_snapshot_table_column_names() -%}
  {%- set change = 'DBT_INTERNAL_SOURCE.dbt_change_type::text' -%}
  {%- set values = [] -%}
  {%- for column in insert_cols -%}
    {%- do values.append('DBT_INTERNAL_SOURCE.' ~ column) -%}
  {%- endfor -%}
update {{ target.render() }}
set {{ columns.dbt_valid_to }} = DBT_INTERNAL_SOURCE.{{ columns.dbt_valid_to }}
from {{ source }} as DBT_INTERNAL_SOURCE
where DBT_INTERNAL_SOURCE.{{ columns.dbt_scd_id }}::text = {{ target.render() }}.{{ columns.dbt_scd_id }}::text
  and {{ change }} in ('update'::text, 'delete'::text)
  and {{ xform_open_version_condition(columns, target.render()) }};
insert into {{ target.render() }} ({{ insert_cols | join(', ') }})
select {{ values | join(', ') }}
from {{ source }} as DBT_INTERNAL_SOURCE
where {{ change }} = 'insert'::text;
{%- endmacro %}
