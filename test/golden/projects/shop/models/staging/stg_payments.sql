{{ config(alias='payments_clean', schema=none, enabled=true) }}
select id, order_id, {{ cents('amount') }} as amount from {{ ref('shop', 'raw_payments') }}
