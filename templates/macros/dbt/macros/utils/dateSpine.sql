{#- How many parts lie between two dates; asks the database. -#}
{%- macro get_intervals_between(start_date, end_date, datepart) -%}
  {{ return(adapter.dispatch('get_intervals_between', 'dbt')(start_date, end_date, datepart)) }}
{%- endmacro %}

{%- macro default__get_intervals_between(start_date, end_date, datepart) -%}
  {%- call statement('get_intervals_between', fetch_result=True) -%}
    select {{ datediff(start_date, end_date, datepart) }}
  {%- endcall -%}
  {%- set answer = load_result('get_intervals_between') -%}
  {#- While parsing there is no answer: any number does. -#}
  {%- do return(answer['data'][0][0] if answer and answer['data'] else 1) -%}
{%- endmacro %}

{%- macro date_spine(datepart, start_date, end_date) -%}
  {{ return(adapter.dispatch('date_spine', 'dbt')(datepart, start_date, end_date)) }}
{%- endmacro %}

{%- macro default__date_spine(datepart, start_date, end_date) %}
  {%- set day = dateadd(datepart, 'row_number() over (order by 1) - 1', start_date) %}
with rawdata as ( {{ generate_series(get_intervals_between(start_date, end_date, datepart)) }} ),

all_periods as ( select ( {{ day }} ) as date_{{ datepart }} from rawdata ),

filtered as ( select * from all_periods where date_{{ datepart }} <= {{ end_date }} )

select * from filtered
{% endmacro %}

{%- macro get_powers_of_two(upper_bound) -%}
  {{ return(adapter.dispatch('get_powers_of_two', 'dbt')(upper_bound)) }}
{%- endmacro %}

{#- The smallest number of doublings, at least one, that reaches the bound. -#}
{%- macro default__get_powers_of_two(upper_bound) -%}
  {%- if upper_bound <= 0 -%}
    {%- do exceptions.raise_compiler_error('The upper bound must be positive, not ' ~ upper_bound) -%}
  {%- endif -%}
  {%- for power in range(1, 100) if 2 ** power >= upper_bound -%}
    {%- do return(power) -%}
  {%- endfor -%}
{%- endmacro %}

{%- macro generate_series(upper_bound) -%}
  {{ return(adapter.dispatch('generate_series', 'dbt')(upper_bound)) }}
{%- endmacro %}

{#- The numbers from 1, as the binary digits of a cross join. -#}
{%- macro default__generate_series(upper_bound) %}
  {%- set digits, tables = [], [] -%}
  {%- for power in range(get_powers_of_two(upper_bound)) -%}
    {%- do digits.append('p' ~ power ~ '.generated_number * power(2, ' ~ power ~ ')') -%}
    {%- do tables.append('p as p' ~ power) -%}
  {%- endfor %}
with p as ( select 0 as generated_number union all select 1 ),
unioned as (
  select {{ digits | join(' + ') }} + 1 as generated_number
  from {{ tables | join(' cross join ') }}
)

select * from unioned where generated_number <= {{ upper_bound }} order by generated_number
{% endmacro %}
