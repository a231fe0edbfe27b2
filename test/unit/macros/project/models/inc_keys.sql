{{ config(materialized='incremental', unique_key=['id','name'], incremental_predicates=["DBT_INTERNAL_DEST.id > 0"], incremental_strategy='merge', merge_exclude_columns=['updated_at']) }}
select id, name, amt, updated_at from {{ ref('src') }}
