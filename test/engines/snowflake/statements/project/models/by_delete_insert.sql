{{ config(materialized='incremental', incremental_strategy='delete+insert', unique_key='id') }} select id, name, amount from {{ ref('people') }} {% if is_incremental() %}where id >= 2{% endif %}
