{% test dbt_check(model, column_name=none, limit_value=0) %}
{{ config(fail_calc='coalesce(max(n), 0)') }}
select count(*) as n from {{ model }} where {{ column_name or 'id' }} > {{ limit_value }}
{% endtest %}
