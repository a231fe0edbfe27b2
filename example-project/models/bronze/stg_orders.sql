-- depends_on: {{ ref('raw_orders') }}
-- (Seeds fill the source in this example; the line above makes them load first. Your loader does not need it.)
select
    id as order_id,
    customer_id,
    ordered_at,
    cast(ordered_at as date) as order_date,
    status
from {{ source('shop', 'orders') }}
