with orders as (
    select * from {{ ref('stg_orders') }}
),

payments as (
    select * from {{ ref('order_payments') }}
)

select
    orders.order_id,
    orders.customer_id,
    orders.ordered_at,
    orders.order_date,
    orders.status,
    orders.status not in ({{ quoted_list(var('lost_statuses')) }}) as counts_as_revenue,
    coalesce(payments.paid_amount, 0) as paid_amount,
    payments.first_paid_at
from orders
left join payments on orders.order_id = payments.order_id
