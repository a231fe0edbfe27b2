-- A test that returns no rows passes.
with mart as (
    select sum(revenue) as total from {{ ref('customer_revenue') }}
),

orders as (
    select sum(amount) as total from {{ ref('stg_orders') }} where status <> 'returned'
)

select mart.total, orders.total as expected
from mart
cross join orders
where mart.total <> orders.total
