{{ config(materialized='dynamic_table', target_lag='1 minute', snowflake_warehouse='wh', enabled=(var('first', true))) }} select id, name from {{ ref('people') }}
