-- The current state of every customer, taken from the history that the snapshot keeps.
select
    customer_id,
    first_name,
    last_name,
    email,
    city,
    country,
    dbt_valid_from as known_since
from {{ ref('customers_history') }}
where dbt_valid_to is null
