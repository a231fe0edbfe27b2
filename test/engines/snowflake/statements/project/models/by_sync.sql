{{ config(materialized='incremental', unique_key='id', on_schema_change='sync_all_columns') }} select id{% if not is_incremental() %}, amount{% endif %} from {{ ref('people') }}
