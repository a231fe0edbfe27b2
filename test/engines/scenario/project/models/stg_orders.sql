select
  id,
  customer_id,
  status,
  cents,
  cast(ordered_on as {{ dbt.type_timestamp() }}) as ordered_at,
  day
from {{ ref('orders') }}
where day <= {{ var('day') }}
