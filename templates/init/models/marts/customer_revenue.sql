-- What each customer has brought, without returned orders.
select
    customers.customer_id,
    customers.customer_name,
    count(orders.order_id) as order_count,
    coalesce(sum(orders.amount), 0) as revenue
from {{ ref('stg_customers') }} as customers
left join {{ ref('stg_orders') }} as orders
    on customers.customer_id = orders.customer_id
    and orders.status <> 'returned'
group by customers.customer_id, customers.customer_name
