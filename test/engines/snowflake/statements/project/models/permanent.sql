{{ config(materialized='table', transient=false, snowflake_warehouse='large') }} select id, name from {{ ref('secure_view') }}
