-- depends_on: {{ ref('raw_products') }}
-- (Seeds fill the source in this example; the line above makes them load first. Your loader does not need it.)
select
    id as product_id,
    name as product_name,
    category,
    {{ cents_to_amount('price_cents') }} as list_price
from {{ source('shop', 'products') }}
