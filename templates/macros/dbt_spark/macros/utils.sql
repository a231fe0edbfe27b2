{%- macro spark__current_timestamp() -%}
  current_timestamp()
{%- endmacro %}

{%- macro spark__current_timestamp_backcompat() -%}
  current_timestamp()
{%- endmacro %}

{%- macro spark__type_string() -%}
  string
{%- endmacro %}

{%- macro spark__type_numeric() -%}
  decimal(28, 6)
{%- endmacro %}

{%- macro spark__concat(fields) -%}
  concat({{ fields | join(', ') }})
{%- endmacro %}

{%- macro spark__hash(field) -%}
  md5(cast({{ field }} as string))
{%- endmacro %}

{%- macro spark__any_value(expression) -%}
  any_value({{ expression }})
{%- endmacro %}

{%- macro spark__bool_or(expression) -%}
  bool_or({{ expression }})
{%- endmacro %}

{%- macro spark__array_construct(inputs, data_type) -%}
  array( {{ inputs | join(' , ') }} )
{%- endmacro %}

{%- macro spark__array_append(array, new_element) -%}
  array_append({{ array }}, {{ new_element }})
{%- endmacro %}

{%- macro spark__array_concat(array_1, array_2) -%}
  concat({{ array_1 }}, {{ array_2 }})
{%- endmacro %}

{%- macro spark__safe_cast(field, type) -%}
  try_cast({{ field }} as {{ type }})
{%- endmacro %}

{%- macro spark__right(string_text, length_expression) %}
  right({{ string_text }}, {{ length_expression }})
{%- endmacro %}

{%- macro spark__split_part(string_text, delimiter_text, part_number) %}
  split_part({{ string_text }}, {{ delimiter_text }}, {{ part_number }})
{% endmacro %}

{%- macro spark__listagg(measure, delimiter_text, order_by_clause, limit_num) -%}
  {%- set order = ' within group (' ~ order_by_clause ~ ')' if order_by_clause else '' -%}
  {%- if limit_num -%}
  array_join(slice(array_agg({{ measure }}), 1, {{ limit_num }}), {{ delimiter_text }})
  {%- else -%}
  listagg({{ measure }}, {{ delimiter_text }}){{ order }}
  {%- endif -%}
{%- endmacro %}

{%- macro spark__date(year, month, day) -%}
  date'{{ modules.datetime.date(year, month, day) }}'
{%- endmacro %}

{%- macro spark__dateadd(datepart, interval, from_date_or_timestamp) -%}
  timestampadd({{ datepart }}, {{ interval }}, {{ from_date_or_timestamp }})
{%- endmacro %}

{#- By calendar parts: what lies between the beginnings of the two parts. -#}
{%- macro spark__datediff(first_date, second_date, datepart) -%}
  {%- if datepart in ['millisecond', 'microsecond'] -%}
  timestampdiff({{ datepart }}, cast({{ first_date }} as timestamp), cast({{ second_date }} as timestamp))
  {%- elif datepart == 'week' -%}
  {#- Weeks begin on Sunday. -#}
  timestampdiff(week, date_trunc('week', timestampadd(day, 1, cast({{ first_date }} as timestamp))),
    date_trunc('week', timestampadd(day, 1, cast({{ second_date }} as timestamp))))
  {%- else -%}
  timestampdiff({{ datepart }}, date_trunc('{{ datepart }}', cast({{ first_date }} as timestamp)),
    date_trunc('{{ datepart }}', cast({{ second_date }} as timestamp)))
  {%- endif -%}
{%- endmacro %}
