{{ config(materialized='dynamic_table' if var('first', true) else 'table', target_lag='1 minute', snowflake_warehouse='wh') }} select id, name from {{ ref('people') }}
