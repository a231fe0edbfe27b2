{{ config(materialized='view') }}
select amt, id, name from {{ ref('src') }}
