{{ config(materialized='view' if var('first', true) else 'table') }} select id, name from {{ ref('people') }}
