select
  id,
  name,
  city,
  cast(cast(changed_at as date) as {{ dbt.type_string() }}) as changed_on,
  cast(dbt_is_deleted as {{ dbt.type_string() }}) as is_deleted,
  case when dbt_valid_to is null then 'current' else 'past' end as validity
from {{ ref('customers_by_check') }}
