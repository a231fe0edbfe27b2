{{ config(materialized='incremental', unique_key='id', on_schema_change='ignore') }}
select id, {% if var('stage') == 3 and 'ignore' != 'fail' %} amt::bigint as amt, extra{% if 'ignore' == 'ignore' %}, name{% endif %} {% else %} name, amt {% endif %} from {{ ref('src') }}
