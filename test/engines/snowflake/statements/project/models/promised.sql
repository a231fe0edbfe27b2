{{ config(materialized='table') }} select id, name from {{ ref('secure_view') }}
