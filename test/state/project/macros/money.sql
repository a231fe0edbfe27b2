{% macro to_cents(column) %}cast({{ column }} * 100 as integer){% endmacro %}
{% test positive(model, column_name, above=0) %}select * from {{ model }} where {{ column_name }} <= {{ above }}{% endtest %}
