-- Compiled, never run by a build: `xform compile -s top_customers`, or `xform show -s top_customers`.
select
    customers.first_name,
    customers.last_name,
    sum(orders.paid_amount) as paid
from {{ ref('orders') }} as orders
inner join {{ ref('customers') }} as customers on orders.customer_id = customers.customer_id
group by customers.first_name, customers.last_name
order by paid desc
