select
  id,
  name,
  city,
  cast(cast(changed_at as date) as {{ dbt.type_string() }}) as changed_on,
  cast(cast(dbt_valid_from as date) as {{ dbt.type_string() }}) as valid_from,
  case when dbt_valid_to is null then 'current' else 'past' end as validity
from {{ ref('customers_by_time') }}
