{{ config(severity='warn', store_failures=true, fail_calc='sum(id)') }}
select id from {{ ref('src') }} where id < 3
