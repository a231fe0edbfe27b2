{{ config(materialized='incremental', incremental_strategy='append') }} select id, name, amount from {{ ref('people') }} {% if is_incremental() %}where id >= 2{% endif %}
