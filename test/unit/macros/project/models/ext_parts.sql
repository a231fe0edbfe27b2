{{ config(materialized='external', location='parts', format='parquet', options={'partition_by': 'id', 'overwrite_or_ignore': 1}) }}
select id, name from {{ ref('src') }}
