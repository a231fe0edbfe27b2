select id, customer, {{ to_cents('amount') }} as cents from {{ ref('raw_orders') }}
