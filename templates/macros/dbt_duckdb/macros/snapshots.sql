{%- macro duckdb__snapshot_merge_sql(target, source, insert_cols) -%}
  {{ xform_close_and_insert_versions(target, source, insert_cols) }}
{%- endmacro %}

{%- macro build_snapshot_staging_table(strategy, sql, target_relation) -%}
  {%- set staging = make_temp_relation(target_relation) -%}
  {%- call statement('build_snapshot_staging_relation') -%}
    {{ create_table_as(adapter.is_motherduck() is false, staging, snapshot_staging_table(strategy, sql, target_relation)) }}
  {%- endcall -%}
  {%- do return(staging) -%}
{%- endmacro %}

{%- macro duckdb__post_snapshot(temporary_relation) -%}
  {%- do drop_relation_if_exists(temporary_relation) -%}
{%- endmacro %}
