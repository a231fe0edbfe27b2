{%- macro snowflake__any_value(expression) -%}
  any_value({{ expression }})
{%- endmacro %}

{%- macro snowflake__bool_or(expression) -%}
  boolor_agg({{ expression }})
{%- endmacro %}

{%- macro snowflake__right(string_text, length_expression) -%}
  case when {{ length_expression }} = 0 then '' else right({{ string_text }}, {{ length_expression }}) end
{%- endmacro %}

{#- try_cast() takes text only, so the text of anything else is what is tried. -#}
{%- macro snowflake__safe_cast(field, type) -%}
  try_cast({{ field }} as {{ type }})
{%- endmacro %}

{%- macro snowflake__split_part(string_text, delimiter_text, part_number) -%}
  split_part({{ string_text }}, {{ delimiter_text }}, {{ part_number }})
{%- endmacro %}

{%- macro snowflake__escape_single_quotes(expression) -%}
{{ expression | replace("'", "\\'") }}
{%- endmacro %}

{%- macro snowflake__array_construct(inputs, data_type) -%}
  array_construct({{ inputs | join(' , ') }})
{%- endmacro %}

{%- macro snowflake__array_concat(array_1, array_2) -%}
  array_cat({{ array_1 }}, {{ array_2 }})
{%- endmacro %}

{%- macro snowflake__date(year, month, day) -%}
  {%- set day = modules.datetime.datetime(year, month, day).strftime('%Y-%m-%d') -%}
  to_date('{{ day }}', 'YYYY-MM-DD')
{%- endmacro %}

{%- macro snowflake__listagg(measure, delimiter_text, order_by_clause, limit_num) -%}
  {%- set ordered = ' within group (' ~ order_by_clause ~ ')' if order_by_clause else '' -%}
  {%- if limit_num -%}
    array_to_string(array_slice(array_agg({{ measure }}){{ ordered }}, 0, {{ limit_num }}), {{ delimiter_text }})
  {%- else -%}
    listagg({{ measure }}, {{ delimiter_text }}){{ ordered }}
  {%- endif -%}
{%- endmacro %}
