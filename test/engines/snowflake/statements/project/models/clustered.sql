{{ config(materialized='table', cluster_by=['id'], automatic_clustering=true, query_tag='nightly') }} select id, name, amount from {{ ref('secure_view') }}
