-- Every day from the first one (var `first_day`) to the last order.
with days as (
    select cast(unnest(generate_series(
        cast('{{ var("first_day") }}' as timestamp),
        (select max(ordered_at) from {{ ref('orders') }}),
        interval 1 day
    )) as date) as date_day
)

select
    date_day,
    extract(year from date_day) as year,
    extract(month from date_day) as month,
    extract(isodow from date_day) as weekday
from days
