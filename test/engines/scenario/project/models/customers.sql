{{ config(materialized='table') }}

select id, name, city, cast(changed_on as {{ dbt.type_timestamp() }}) as changed_at
from {{ ref('customer_states') }}
where day = {{ var('day') }}
