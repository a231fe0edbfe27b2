{{ config(materialized='table', tags=['inline'], meta={'level': 2}) }}
{% if var('currency') == 'usd' %}
select * from {{ ref('never') }}
{% endif %}
select * from {{ source('erp', 'orders') }} -- {{ ref('raw_customers') }}
{# {{ ref('commented') }} #}
where amount > {{ var('min_amount') }}
