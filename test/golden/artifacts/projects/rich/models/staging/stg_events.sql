-- depends_on: {{ ref('events') }}
select id, user_id, cast(amount as decimal(10, 2)) as amount, happened_at
from {{ source('raw', 'events') }}
