{{ config(materialized='incremental', incremental_strategy='twice+over') }}
select id, name from {{ ref('src') }}
