{%- macro trino__type_string() -%}
  varchar
{%- endmacro %}

{%- macro trino__type_numeric() -%}
  decimal(28, 6)
{%- endmacro %}

{%- macro trino__type_float() -%}
  double
{%- endmacro %}

{%- macro trino__type_int() -%}
  integer
{%- endmacro %}

{%- macro trino__any_value(expression) -%}
  any_value({{ expression }})
{%- endmacro %}

{%- macro trino__bool_or(expression) -%}
  bool_or({{ expression }})
{%- endmacro %}

{%- macro trino__hash(field) -%}
  lower(to_hex(md5(to_utf8(cast({{ field }} as varchar)))))
{%- endmacro %}

{%- macro trino__safe_cast(field, type) -%}
  {#- A text literal is tried; what is no text yet cannot be in a wrong form. -#}
  {%- if field is string and field | lower | trim != 'null' -%}
  try_cast({{ field }} as {{ type }})
  {%- else -%}
  cast({{ field }} as {{ type }})
  {%- endif -%}
{%- endmacro %}

{%- macro trino__right(string_text, length_expression) %}
  case when {{ length_expression }} = 0 then '' else substr({{ string_text }}, -1 * ({{ length_expression }})) end
{%- endmacro %}

{%- macro trino__split_part(string_text, delimiter_text, part_number) %}
  {{ (default__split_part if part_number >= 0 else _split_part_negative)(string_text, delimiter_text, part_number) }}
{% endmacro %}

{%- macro trino__listagg(measure, delimiter_text, order_by_clause, limit_num) -%}
  {%- set all = 'array_agg(' ~ measure ~ (' ' ~ order_by_clause if order_by_clause else '') ~ ')' -%}
  array_join({{ 'slice(' ~ all ~ ', 1, ' ~ limit_num ~ ')' if limit_num else all }}, {{ delimiter_text }})
{%- endmacro %}

{%- macro trino__array_construct(inputs, data_type) -%}
  {{ 'array[ ' ~ inputs | join(' , ') ~ ' ]' if inputs else 'cast(array[] as array(' ~ data_type ~ '))' }}
{%- endmacro %}

{%- macro trino__array_append(array, new_element) -%}
  {{ array }} || {{ new_element }}
{%- endmacro %}

{%- macro trino__array_concat(array_1, array_2) -%}
  concat({{ array_1 }}, {{ array_2 }})
{%- endmacro %}

{%- macro trino__date_trunc(datepart, date) -%}
  date_trunc('{{ datepart }}', {{ date }})
{%- endmacro %}

{%- macro trino__dateadd(datepart, interval, from_date_or_timestamp) -%}
  date_add('{{ datepart }}', {{ interval }}, {{ from_date_or_timestamp }})
{%- endmacro %}

{#- By calendar parts: what lies between the beginnings of the two parts. Trino itself counts full parts. -#}
{%- macro trino__datediff(first_date, second_date, datepart) -%}
  {%- if datepart in ['millisecond', 'microsecond'] -%}
  date_diff('millisecond', cast({{ first_date }} as timestamp(6)), cast({{ second_date }} as timestamp(6))){{ ' * 1000' if datepart == 'microsecond' }}
  {%- elif datepart == 'week' -%}
  {#- Weeks begin on Sunday. -#}
  date_diff('week', date_add('day', -1, date_trunc('week', date_add('day', 1, cast({{ first_date }} as timestamp(6))))),
    date_add('day', -1, date_trunc('week', date_add('day', 1, cast({{ second_date }} as timestamp(6))))))
  {%- else -%}
  date_diff('{{ datepart }}', date_trunc('{{ datepart }}', cast({{ first_date }} as timestamp(6))),
    date_trunc('{{ datepart }}', cast({{ second_date }} as timestamp(6))))
  {%- endif -%}
{%- endmacro %}

{%- macro trino__date(year, month, day) -%}
  date '{{ modules.datetime.date(year, month, day) }}'
{%- endmacro %}

{%- macro trino__date_spine(datepart, start_date, end_date) %}
select cast(date_{{ datepart }} as timestamp(6)) as date_{{ datepart }}
from unnest(sequence(cast({{ start_date }} as timestamp(6)), cast({{ end_date }} as timestamp(6)), {{ xform_spine_step(datepart) }})) as spine (date_{{ datepart }})
{% endmacro %}

{%- macro xform_spine_step(datepart) -%}
  {%- set wider = {'week': "interval '7' day", 'quarter': "interval '3' month"} -%}
  {%- do return(wider.get(datepart | lower, "interval '1' " ~ datepart)) -%}
{%- endmacro %}
