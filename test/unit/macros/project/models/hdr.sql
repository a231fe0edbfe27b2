{{ config(materialized='table') }}
{% call set_sql_header(config) %}
set variable hh = 5;
{% endcall %}
select id, getvariable('hh') as hh from {{ ref('src') }}
