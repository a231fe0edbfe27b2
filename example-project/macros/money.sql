{# Whole cents to an exact amount: the cast comes last, because a division may give a float. #}
{% macro cents_to_amount(column, scale=2) -%}
    cast({{ column }} / 100.0 as numeric(16, {{ scale }}))
{%- endmacro %}
