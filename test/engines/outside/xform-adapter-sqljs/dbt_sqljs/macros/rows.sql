{% macro sqljs__get_binding_char() %}
  {{ return('?') }}
{% endmacro %}

{% macro sqljs__get_batch_size() %}
  {{ return(100) }}
{% endmacro %}

{% macro sqljs__current_timestamp() %}
  strftime('%Y-%m-%d %H:%M:%f', 'now')
{% endmacro %}

{% macro sqljs__snapshot_merge_sql(target, source, insert_cols) %}
  {% set columns = insert_cols | join(', ') %}
  update {{ target }} as dest set dbt_valid_to =
    (select dbt_valid_to from {{ source }} as src where src.dbt_scd_id = dest.dbt_scd_id)
  where dbt_valid_to is null and dbt_scd_id in
    (select dbt_scd_id from {{ source }} where dbt_change_type in ('update', 'delete'));
  insert into {{ target }} ({{ columns }})
    select {{ columns }} from {{ source }} where dbt_change_type = 'insert'
{% endmacro %}

{% macro sqljs__post_snapshot(staging_relation) %}
  {% do adapter.drop_relation(staging_relation.incorporate(type='table')) %}
{% endmacro %}
