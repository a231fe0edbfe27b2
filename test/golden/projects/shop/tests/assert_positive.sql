{{ config(tags=['single'], limit=10) }}
select * from {{ ref('stg_payments') }} where amount < 0
