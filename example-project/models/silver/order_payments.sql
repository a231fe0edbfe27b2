-- One row for each order, with what was paid for it and how.
{% set methods = ['card', 'paypal', 'voucher', 'transfer'] %}

with payments as (
    select * from {{ ref('stg_payments') }}
)

select
    order_id,
    {% for method in methods -%}
    sum(case when payment_method = '{{ method }}' then amount else 0 end) as {{ method }}_amount,
    {% endfor -%}
    sum(amount) as paid_amount,
    min(paid_at) as first_paid_at
from payments
group by order_id
