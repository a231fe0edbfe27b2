{{ config(materialized='incremental', incremental_strategy='append', enabled='append' in var('strategies')) }}

select id, status, cents, day from {{ ref('stg_orders') }}
{% if is_incremental() %}
where day > (select max(day) from {{ this }})
{% endif %}
