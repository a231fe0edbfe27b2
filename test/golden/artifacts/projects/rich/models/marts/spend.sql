{{ config(materialized='incremental', unique_key='user_id', contract={'enforced': true}, on_schema_change='fail') }}
select users.user_id, cast(sum(events.amount) as decimal(12, 2)) as spent
from {{ ref('stg_users') }} as users
left join {{ ref('stg_events') }} as events using (user_id)
group by 1
