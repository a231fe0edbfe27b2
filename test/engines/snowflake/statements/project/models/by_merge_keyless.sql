{{ config(materialized='incremental', incremental_strategy='merge') }} select id, name, amount from {{ ref('people') }} {% if is_incremental() %}where id >= 2{% endif %}
