{{ config(materialized='table') }}
select amt, id, name from {{ ref('src') }}
