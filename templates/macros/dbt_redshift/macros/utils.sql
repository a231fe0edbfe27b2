{%- macro redshift__current_timestamp() -%}
  getdate()
{%- endmacro %}

{%- macro redshift__snapshot_get_time() -%}
  {{ current_timestamp() }}::timestamp
{%- endmacro %}

{%- macro redshift__snapshot_string_as_time(timestamp) -%}
  {%- do return("'" ~ timestamp ~ "'::timestamp") -%}
{%- endmacro %}

{%- macro redshift__current_timestamp_backcompat() -%}
  getdate()
{%- endmacro %}

{%- macro redshift__current_timestamp_in_utc_backcompat() -%}
  getdate()
{%- endmacro %}

{%- macro redshift__dateadd(datepart, interval, from_date_or_timestamp) -%}
  dateadd({{ datepart }}, {{ interval }}, {{ from_date_or_timestamp }})
{%- endmacro %}

{%- macro redshift__datediff(first_date, second_date, datepart) -%}
  datediff({{ datepart }}, {{ first_date }}, {{ second_date }})
{%- endmacro %}

{%- macro redshift__last_day(date, datepart) -%}
  cast({{ dateadd('day', '-1', dateadd(datepart, '1', date_trunc(datepart, date))) }} as date)
{%- endmacro %}

{#- There is no limit of the number of parts, so the text is cut behind the last wanted one. -#}
{%- macro redshift__listagg(measure, delimiter_text, order_by_clause, limit_num) -%}
  {%- set all = 'listagg(' ~ measure ~ ', ' ~ delimiter_text ~ ')' ~ (' within group (' ~ order_by_clause ~ ')' if order_by_clause else '') -%}
  {%- if limit_num -%}
    {%- set mark = delimiter_text | trim | trim("'") -%}
    {%- set part = '[^' ~ mark ~ ']+' -%}
    regexp_substr({{ all }}, '({{ part ~ mark }}){1,{{ limit_num - 1 }}}{{ part }}')
  {%- else -%}
    {{ all }}
  {%- endif -%}
{%- endmacro %}

{%- macro redshift__split_part(string_text, delimiter_text, part_number) -%}
  {{ (default__split_part if part_number >= 0 else _split_part_negative)(string_text, delimiter_text, part_number) }}
{%- endmacro %}

{%- macro redshift__array_construct(inputs, data_type) -%}
  array( {{ inputs | join(' , ') }} )
{%- endmacro %}

{%- macro redshift__array_concat(array_1, array_2) -%}
  array_concat({{ array_1 }}, {{ array_2 }})
{%- endmacro %}
