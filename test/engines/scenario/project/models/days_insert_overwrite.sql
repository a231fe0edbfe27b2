{{ config(
    materialized='incremental',
    incremental_strategy='insert_overwrite',
    partition_by=['day'],
    enabled='insert_overwrite' in var('strategies'),
) }}

select id, cents, {{ var('day') }} as seen_on, day from {{ ref('stg_orders') }}
where day >= {{ var('day') }} - 1
