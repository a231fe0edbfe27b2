{%- macro current_timestamp() -%}
  {{ adapter.dispatch('current_timestamp', 'dbt')() }}
{%- endmacro %}

{%- macro default__current_timestamp() -%}
  {%- do xform_not_implemented_here('current_timestamp') -%}
{%- endmacro %}

{#- The time that a snapshot gives to rows that have none of their own. -#}
{%- macro snapshot_get_time() -%}
  {{ adapter.dispatch('snapshot_get_time', 'dbt')() }}
{%- endmacro %}

{%- macro default__snapshot_get_time() %}
  {{ current_timestamp() }}
{% endmacro %}

{%- macro get_snapshot_get_time_data_type() -%}
  {%- set columns = get_column_schema_from_query('select ' ~ adapter.dispatch('snapshot_get_time', 'dbt')()
      ~ ' as dbt_snapshot_time') -%}
  {%- do return((columns | first).dtype) -%}
{%- endmacro %}

{%- macro current_timestamp_backcompat() -%}
  {{ return(adapter.dispatch('current_timestamp_backcompat', 'dbt')()) }}
{%- endmacro %}

{%- macro default__current_timestamp_backcompat() %}
  current_timestamp::timestamp
{% endmacro %}

{%- macro current_timestamp_in_utc_backcompat() -%}
  {{ return(adapter.dispatch('current_timestamp_in_utc_backcompat', 'dbt')()) }}
{%- endmacro %}

{%- macro default__current_timestamp_in_utc_backcompat() -%}
  {{ return(adapter.dispatch('current_timestamp_backcompat', 'dbt')()) }}
{%- endmacro %}
