select user_id, name from {{ ref('stg_users') }}
