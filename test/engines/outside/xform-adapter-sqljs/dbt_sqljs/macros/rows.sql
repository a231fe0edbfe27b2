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

{#- SQLite takes no parentheses around the select of an insert. -#}
{% macro sqljs__insert_rows(target, source, dest_columns) %}
  {% set columns = get_quoted_csv(dest_columns | map(attribute='name')) %}
  insert into {{ target }} ({{ columns }}) select {{ columns }} from {{ source }}
{% endmacro %}

{% macro sqljs__get_incremental_append_sql(arg_dict) %}
  {{ sqljs__insert_rows(arg_dict.target_relation, arg_dict.temp_relation, arg_dict.dest_columns) }}
{% endmacro %}

{% macro sqljs__get_delete_insert_merge_sql(target, source, unique_key, dest_columns, incremental_predicates) %}
  delete from {{ target }} where {{ unique_key }} in (select {{ unique_key }} from {{ source }});
  {{ sqljs__insert_rows(target, source, dest_columns) }}
{% endmacro %}
