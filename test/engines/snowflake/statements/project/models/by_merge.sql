{{ config(materialized='incremental', unique_key='id') }} select id, name, amount from {{ ref('people') }} {% if is_incremental() %}where id >= 2{% endif %}
