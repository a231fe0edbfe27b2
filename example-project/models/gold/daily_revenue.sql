-- Revenue of each day: orders joined to their payments, days without orders included.
with dates as (
    select * from {{ ref('dim_dates') }}
),

orders as (
    select * from {{ ref('orders') }}
    where counts_as_revenue
)

select
    dates.date_day,
    count(orders.order_id) as order_count,
    count(distinct orders.customer_id) as customer_count,
    coalesce(sum(orders.paid_amount), 0) as revenue
from dates
left join orders on dates.date_day = orders.order_date
group by dates.date_day
