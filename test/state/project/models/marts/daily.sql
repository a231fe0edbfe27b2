{{ config(materialized='incremental', unique_key='id', on_schema_change='append_new_columns',
          pre_hook="select 1", post_hook=["select '{{ target.name }}'"]) }}
select o.id, o.cents, e.at from {{ ref('stg_orders') }} o left join {{ ref('stg_events') }} e on e.id = o.id
{% if is_incremental() %} where o.id > 0 {% endif %}
