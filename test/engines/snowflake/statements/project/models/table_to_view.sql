{{ config(materialized='table' if var('first', true) else 'view') }} select id, name from {{ ref('people') }}
