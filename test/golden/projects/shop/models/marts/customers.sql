{{
  config(
    unique_key='customer_id',
    materialized='incremental',
    pre_hook=["delete from {{ this }} where 1 = 0", {"sql": "select * from {{ ref('stg_payments') }}", "transaction": false}],
    custom_key={'nested': [1, 2.5]},
  )
}}
select * from {{ ref('stg_customers') }} c
join {{ ref('stg_orders') }} o using (customer_id)
join {{ ref('ephemeral_one') }} e on true
{% if is_incremental() %}
where updated_at > (select max(updated_at) from {{ this }})
{% endif %}
