{{ config(materialized='table', grants={'select': [var('grantee')]} if var('grantee') else {}) }}

select customers.city, count(*) as orders, sum(large_orders.cents) as cents
from {{ ref('large_orders') }} as large_orders
join {{ ref('customers') }} as customers on customers.id = large_orders.customer_id
group by customers.city
