{{ config(materialized='dynamic_table', target_lag='1 minute' if var('first', true) else '5 minutes', snowflake_warehouse='wh') }} select id, name from {{ ref('people') }}
