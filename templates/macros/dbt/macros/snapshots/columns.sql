{%- macro create_columns(relation, columns) -%}
  {{ adapter.dispatch('create_columns', 'dbt')(relation, columns) }}
{%- endmacro %}

{%- macro default__create_columns(relation, columns) -%}
  {%- for column in columns -%}
    {%- call statement() -%}
      alter table {{ relation.render() }} add column {{ column.quoted }} {{ column.expanded_data_type }}
    {%- endcall -%}
  {%- endfor -%}
{%- endmacro %}

{#- Clean-up after the merge. -#}
{%- macro post_snapshot(staging_relation) -%}
  {{ adapter.dispatch('post_snapshot', 'dbt')(staging_relation) }}
{%- endmacro %}

{%- macro default__post_snapshot(staging_relation) -%}
  {#- Temporary tables go with the session. -#}
{%- endmacro %}

{%- macro get_updated_at_column_data_type(snapshot_sql) -%}
  {%- set wanted = get_snapshot_table_column_names().dbt_updated_at | lower -%}
  {%- for column in get_column_schema_from_query(snapshot_sql) if column.name | lower == wanted -%}
    {%- do return(column.dtype) -%}
  {%- endfor -%}
  {%- do return(none) -%}
{%- endmacro %}

{#- Warns when times of rows and the time of deletions have different types: comparing them can surprise. -#}
{%- macro check_time_data_types(sql) -%}
  {%- do xform_warn_of_other_time_type(get_updated_at_column_data_type(sql)) -%}
{%- endmacro %}

{%- macro xform_warn_of_other_time_type(updated_at_type) -%}
  {%- set now_type = get_snapshot_get_time_data_type() -%}
  {%- if updated_at_type is not none and now_type is not none and updated_at_type | lower != now_type | lower -%}
    {%- do exceptions.warn_snapshot_timestamp_data_types(now_type, updated_at_type) -%}
  {%- endif -%}
{%- endmacro %}
