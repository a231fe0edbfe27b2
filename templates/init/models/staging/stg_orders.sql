select
    id as order_id,
    customer_id,
    ordered_on,
    {{ cents_to_amount('amount_cents') }} as amount,
    status
from {{ ref('raw_orders') }}
