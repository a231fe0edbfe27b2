{{ config(materialized='table' if var('first', true) else 'dynamic_table', target_lag='1 minute', snowflake_warehouse='wh') }} select id, name from {{ ref('people') }}
