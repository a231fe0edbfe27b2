{{ config(materialized='incremental', unique_key='id', on_schema_change='append_new_columns') }}
select id, {% if var('stage') == 3 and 'append_new_columns' != 'fail' %} amt::bigint as amt, extra{% if 'append_new_columns' == 'ignore' %}, name{% endif %} {% else %} name, amt {% endif %} from {{ ref('src') }}
