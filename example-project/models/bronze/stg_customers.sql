-- depends_on: {{ ref('raw_customers') }}
-- (Seeds fill the source in this example; the line above makes them load first. Your loader does not need it.)
select
    id as customer_id,
    first_name,
    last_name,
    lower(email) as email,
    city,
    country,
    updated_at
from {{ source('shop', 'customers') }}
