-- Type 2 dimension: one row for each state that a customer has been in.
select
    dbt_scd_id as customer_key,
    customer_id,
    first_name,
    last_name,
    city,
    country,
    dbt_valid_from as valid_from,
    dbt_valid_to as valid_to,
    dbt_valid_to is null as is_current
from {{ ref('customers_history') }}
