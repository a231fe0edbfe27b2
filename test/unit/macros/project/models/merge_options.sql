{{ config(
    materialized='incremental', incremental_strategy='merge', unique_key='id',
    merge_update_condition='DBT_INTERNAL_DEST.amt < DBT_INTERNAL_SOURCE.amt',
    merge_insert_condition='DBT_INTERNAL_SOURCE.amt < 40',
    merge_update_set_expressions={'name': "DBT_INTERNAL_DEST.name || '>' || DBT_INTERNAL_SOURCE.name"},
) }}
select id, name, amt from {{ ref('src') }}
