{{ config(materialized='incremental', unique_key='id', on_schema_change='fail') }}
select id, {% if var('stage') == 3 and 'fail' != 'fail' %} amt::bigint as amt, extra{% if 'fail' == 'ignore' %}, name{% endif %} {% else %} name, amt {% endif %} from {{ ref('src') }}
