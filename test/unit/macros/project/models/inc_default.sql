{{ config(materialized='incremental', unique_key='id' ) }}
select id, name, amt, updated_at from {{ ref('src') }}
{% if is_incremental() %} where updated_at > (select max(updated_at) from {{ this }}) {% endif %}
