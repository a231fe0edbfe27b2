{% test in_list(model, values) %}select 1 from {{ model }} where {{ values | length }} > 5{% endtest %}
