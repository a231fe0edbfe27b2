-- depends_on: {{ ref('raw_payments') }}
-- (Seeds fill the source in this example; the line above makes them load first. Your loader does not need it.)
select
    id as payment_id,
    order_id,
    method as payment_method,
    {{ cents_to_amount('amount_cents') }} as amount,
    paid_at
from {{ source('shop', 'payments') }}
