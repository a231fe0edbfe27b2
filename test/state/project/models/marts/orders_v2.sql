select id, cents, customer from {{ ref('stg_orders') }}
