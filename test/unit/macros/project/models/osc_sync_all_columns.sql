{{ config(materialized='incremental', unique_key='id', on_schema_change='sync_all_columns') }}
select id, {% if var('stage') == 3 %} amt, extra {% else %} name, amt {% endif %} from {{ ref('src') }}
