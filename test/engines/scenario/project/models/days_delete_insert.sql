{{ config(
    materialized='incremental',
    incremental_strategy='delete+insert',
    unique_key='day',
    enabled='delete+insert' in var('strategies'),
) }}

select id, cents, {{ var('day') }} as seen_on, day from {{ ref('stg_orders') }}
where day >= {{ var('day') }} - 1
