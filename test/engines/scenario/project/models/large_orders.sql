{{ config(materialized='ephemeral') }}

select id, customer_id, cents from {{ ref('stg_orders') }} where cents >= 1000
