{{ config(materialized='incremental', unique_key=['id','name'], incremental_predicates=["DBT_INCREMENTAL_TARGET.id > 0"], incremental_strategy='delete+insert') }}
select id, name, amt, updated_at from {{ ref('src') }}
