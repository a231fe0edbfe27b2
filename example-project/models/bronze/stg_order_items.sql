-- depends_on: {{ ref('raw_order_items') }}
-- (Seeds fill the source in this example; the line above makes them load first. Your loader does not need it.)
select
    id as order_item_id,
    order_id,
    product_id,
    quantity,
    {{ cents_to_amount('price_cents') }} as unit_price
from {{ source('shop', 'order_items') }}
