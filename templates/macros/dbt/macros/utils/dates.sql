{%- macro dateadd(datepart, interval, from_date_or_timestamp) -%}
  {{ return(adapter.dispatch('dateadd', 'dbt')(datepart, interval, from_date_or_timestamp)) }}
{%- endmacro %}

{%- macro default__dateadd(datepart, interval, from_date_or_timestamp) %}
  dateadd( {{ [datepart, interval, from_date_or_timestamp] | join(', ') }} )
{% endmacro %}

{%- macro datediff(first_date, second_date, datepart) -%}
  {{ return(adapter.dispatch('datediff', 'dbt')(first_date, second_date, datepart)) }}
{%- endmacro %}

{%- macro default__datediff(first_date, second_date, datepart) -%}
  datediff( {{ [datepart, first_date, second_date] | join(', ') }} )
{%- endmacro %}

{%- macro date_trunc(datepart, date) -%}
  {{ return(adapter.dispatch('date_trunc', 'dbt')(datepart, date)) }}
{%- endmacro %}

{%- macro default__date_trunc(datepart, date) -%}
  date_trunc('{{ datepart }}', {{ date }})
{%- endmacro %}

{%- macro date(year, month, day) -%}
  {{ return(adapter.dispatch('date', 'dbt')(year, month, day)) }}
{%- endmacro %}

{%- macro default__date(year, month, day) -%}
  to_date('{{ modules.datetime.date(year, month, day) }}', 'YYYY-MM-DD')
{%- endmacro %}

{%- macro last_day(date, datepart) -%}
  {{ return(adapter.dispatch('last_day', 'dbt')(date, datepart)) }}
{%- endmacro %}

{#- The name without the second underscore is one that engines' own versions call. -#}
{%- macro default_last_day(date, datepart) -%}
  {%- set next_part = dateadd(datepart, '1', date_trunc(datepart, date)) -%}
cast({{ dateadd('day', '-1', next_part) }} as date)
{%- endmacro %}

{%- macro default__last_day(date, datepart) -%}
  {{ return(default_last_day(date, datepart)) }}
{%- endmacro %}
