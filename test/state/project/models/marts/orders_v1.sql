select id, cents from {{ ref('stg_orders') }}
