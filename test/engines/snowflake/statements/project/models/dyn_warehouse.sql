{{ config(materialized='dynamic_table', target_lag='1 minute', snowflake_warehouse='wh' if var('first', true) else 'large') }} select id, name from {{ ref('people') }}
