{{ config(severity='warn') }}

select id from {{ ref('stg_orders') }} where cents > 10000
