{% macro helper() %}1 = {{ var('lim') }}{% endmacro %}
{% test in_macros(model) %}select 1 from {{ model }}{% endtest %}
