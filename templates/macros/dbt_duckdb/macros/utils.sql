{%- macro duckdb__any_value(expression) -%}
  arbitrary({{ expression }})
{%- endmacro %}

{%- macro duckdb__date(year, month, day) -%}
  make_date({{ [year, month, day] | join(', ') }})
{%- endmacro %}

{#- Intervals of one unit multiplied, since the number may be any expression; quarters and weeks have no interval. -#}
{%- macro duckdb__dateadd(datepart, interval, from_date_or_timestamp) -%}
  {%- set count = 'cast(' ~ interval ~ ' as bigint)' -%}
  {%- set unit = datepart -%}
  {%- if datepart | lower == 'quarter' -%}
    {%- set count, unit = '(' ~ count ~ ' * 3)', 'month' -%}
  {%- elif datepart | lower == 'week' -%}
    {%- set count, unit = '(' ~ count ~ ' * 7)', 'day' -%}
  {%- endif %}
  ({{ from_date_or_timestamp }} + {{ count }} * interval 1 {{ unit }})
{%- endmacro %}

{%- macro duckdb__datediff(first_date, second_date, datepart) -%}
  {%- if datepart | lower == 'week' %}
    {#- Weeks that begin on Sunday; date_diff counts from Monday. -#}
    {%- set first_day = "date_part('dow', (" ~ first_date ~ ')::timestamp)' -%}
    {%- set second_day = "date_part('dow', (" ~ second_date ~ ')::timestamp)' -%}
    {%- set forwards = 'case when ' ~ first_date ~ ' <= ' ~ second_date %}
    ({{ duckdb__datediff(first_date, second_date, 'day') }} // 7 + case
      when {{ first_day }} <= {{ second_day }} then {{ forwards }} then 0 else -1 end else {{ forwards }} then 1 else 0 end end)
  {% else %}
    (date_diff('{{ datepart }}', {{ first_date }}::timestamp, {{ second_date }}::timestamp ))
  {% endif -%}
{%- endmacro %}

{%- macro duckdb__last_day(date, datepart) -%}
  {%- if datepart == 'quarter' %}
    cast({{ dateadd('day', '-1', dateadd('month', '3', date_trunc(datepart, date))) }} as date)
  {%- else -%}
    {{ default_last_day(date, datepart) }}
  {%- endif -%}
{%- endmacro %}

{%- macro duckdb__generate_series(upper_bound) %}
  select generate_series as generated_number from generate_series(1, {{ upper_bound }})
{% endmacro %}

{%- macro duckdb__split_part(string_text, delimiter_text, part_number) %}
  string_split({{ string_text }}, {{ delimiter_text }})[ {{ part_number }} ]
{% endmacro %}

{%- macro duckdb__listagg(measure, delimiter_text, order_by_clause, limit_num) -%}
  {%- set order = ' ' ~ order_by_clause if order_by_clause else '' -%}
  {%- if limit_num -%}
    list_aggr( (array_agg( {{ measure }}{{ order }} ))[1:{{ limit_num }}], 'string_agg', {{ delimiter_text }} )
  {%- else %}
    string_agg( {{ measure }}, {{ delimiter_text }}{{ order }} )
  {%- endif -%}
{%- endmacro %}
