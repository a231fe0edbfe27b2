{{ config(
    materialized='incremental',
    incremental_strategy='microbatch',
    unique_key='row_id' if target.type == 'postgres' else none,
    partition_by=['day'] if target.type == 'spark' else none,
    event_time='ordered_at',
    batch_size='day',
    begin='2026-01-01',
    enabled='microbatch' in var('strategies'),
) }}

select 100 * day + id as row_id, id, status, cents, ordered_at, day from {{ ref('stg_orders') }}
