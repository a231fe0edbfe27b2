{{
    config(
        materialized='incremental',
        unique_key='order_item_id',
        on_schema_change='append_new_columns'
    )
}}

-- Grows with the shop: a run after the first one only adds the items of orders on or after the last day it holds.
select
    items.order_item_id,
    items.order_id,
    items.product_id,
    orders.customer_id,
    orders.order_date,
    items.quantity,
    items.unit_price,
    items.quantity * items.unit_price as item_amount
from {{ ref('stg_order_items') }} as items
inner join {{ ref('orders') }} as orders on items.order_id = orders.order_id
{% if is_incremental() %}
where orders.order_date >= (select max(order_date) from {{ this }})
{% endif %}
