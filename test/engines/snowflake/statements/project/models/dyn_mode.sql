{{ config(materialized='dynamic_table', target_lag='1 minute', snowflake_warehouse='wh', refresh_mode='FULL' if var('first', true) else 'INCREMENTAL') }} select id, name from {{ ref('people') }}
