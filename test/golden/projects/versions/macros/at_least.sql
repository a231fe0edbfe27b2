{% test at_least(model, n) %}select 1 where (select count(*) from {{ model }}) < {{ n }}{% endtest %}
