{{ config(alias='dim_customers', tags='people') }}
select id, name, '{{ var("currency") }}' as currency from {{ ref('shop', 'raw_customers') }}
