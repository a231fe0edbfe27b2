{{ config(materialized='external', format='json') }}
select id, name from {{ ref('src') }} where id < 0
