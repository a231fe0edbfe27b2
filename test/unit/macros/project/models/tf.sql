{{ config(materialized='table_function', parameters=['lim']) }}
select * from {{ ref('src') }} where id <= lim
