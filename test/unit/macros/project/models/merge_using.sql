{{ config(materialized='incremental', incremental_strategy='merge', merge_on_using_columns=['id'], merge_update_columns=['amt']) }}
select id, name, amt from {{ ref('src') }}
