{%- macro postgres__any_value(expression) -%}
  min({{ expression }})
{%- endmacro %}

{%- macro postgres__dateadd(datepart, interval, from_date_or_timestamp) %}
  {{ from_date_or_timestamp }} + ((interval '1 {{ datepart }}') * ({{ interval }}))
{% endmacro %}

{#- By calendar parts: every larger part is the smaller one's count times, plus the difference of the part itself. -#}
{%- macro postgres__datediff(first_date, second_date, datepart) %}
  {%- set larger = {
      'quarter': ['year', 4, 'date'],
      'month': ['year', 12, 'date'],
      'hour': ['day', 24, 'timestamp'],
      'minute': ['hour', 60, 'timestamp'],
      'second': ['minute', 60, 'timestamp'],
      'millisecond': ['minute', 60000, 'timestamp'],
      'microsecond': ['minute', 60000000, 'timestamp'],
    }.get(datepart) %}
  {%- if datepart == 'day' %}
    (({{ second_date }})::date - ({{ first_date }})::date)
  {%- elif datepart == 'year' %}
    {{ xform_part_difference('year', 'date', first_date, second_date, '({} - {})') }}
  {%- elif datepart == 'week' %}
    {%- set days = ["date_part('dow', (" ~ first_date ~ ')::timestamp)', "date_part('dow', (" ~ second_date ~ ')::timestamp)'] %}
    {%- set forwards = 'case when ' ~ first_date ~ ' <= ' ~ second_date %}
    ({{ datediff(first_date, second_date, 'day') }} / 7 + case when {{ days | join(' <= ') }} then {{ forwards }} then 0 else -1 end else {{ forwards }} then 1 else 0 end end)
  {%- elif larger %}
    {%- set whole = 'floor({}) - floor({})' if datepart in ['second', 'millisecond', 'microsecond'] else '{} - {}' %}
    ({{ datediff(first_date, second_date, larger[0]) }} * {{ larger[1] }} + {{ xform_part_difference(datepart, larger[2], first_date, second_date, whole) }})
  {%- else %}
    {%- do exceptions.raise_compiler_error('datediff on PostgreSQL knows no part ' ~ datepart) %}
  {%- endif %}
{% endmacro %}

{%- macro xform_part_difference(part, type, first_date, second_date, pattern) -%}
  {%- set ends = [] -%}
  {%- for date in [second_date, first_date] -%}
    {%- do ends.append("date_part('" ~ part ~ "', (" ~ date ~ ')::' ~ type ~ ')') -%}
  {%- endfor -%}
  {{ pattern.format(ends[0], ends[1]) }}
{%- endmacro %}

{%- macro postgres__equals(expr1, expr2) -%}
  {%- if adapter.behavior.enable_truthy_nulls_equals_macro.no_warn %}
    ({{ expr1 }} IS NOT DISTINCT FROM {{ expr2 }})
  {%- else -%}
    {{ default__equals(expr1, expr2) | trim }}
  {%- endif -%}
{%- endmacro %}

{%- macro postgres__last_day(date, datepart) -%}
  {%- if datepart == 'quarter' %}
    cast({{ dateadd('day', '-1', dateadd('month', '3', date_trunc(datepart, date))) }} as date)
  {%- else -%}
    {{ default_last_day(date, datepart) }}
  {%- endif -%}
{%- endmacro %}

{%- macro postgres__split_part(string_text, delimiter_text, part_number) %}
  {{ (default__split_part if part_number >= 0 else _split_part_negative)(string_text, delimiter_text, part_number) }}
{% endmacro %}

{%- macro postgres__listagg(measure, delimiter_text, order_by_clause, limit_num) -%}
  {%- set order = ' ' ~ order_by_clause if order_by_clause else '' -%}
  {%- if limit_num -%}
    array_to_string( (array_agg( {{ measure }}{{ order }} ))[1:{{ limit_num }}], {{ delimiter_text }} )
  {%- else %}
    string_agg( {{ measure }}, {{ delimiter_text }}{{ order }} )
  {%- endif -%}
{%- endmacro %}
