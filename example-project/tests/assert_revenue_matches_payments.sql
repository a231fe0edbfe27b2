-- What daily_revenue says must be what was paid for orders that count.
with revenue as (
    select sum(revenue) as total from {{ ref('daily_revenue') }}
),

paid as (
    select sum(paid_amount) as total from {{ ref('orders') }} where counts_as_revenue
)

select revenue.total as revenue, paid.total as paid
from revenue
cross join paid
where revenue.total <> paid.total
