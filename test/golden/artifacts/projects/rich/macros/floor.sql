{% macro floor_of_loss(least=0) %}{{ least }}{% endmacro %}
