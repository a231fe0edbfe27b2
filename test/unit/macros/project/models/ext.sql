{{ config(materialized='external', location='ext_out.parquet') }}
select id, name from {{ ref('src') }}
