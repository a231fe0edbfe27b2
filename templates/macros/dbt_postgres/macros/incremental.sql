{%- macro postgres__get_incremental_default_sql(arg_dict) -%}
  {{ return(get_incremental_delete_insert_sql(arg_dict) if arg_dict['unique_key'] else get_incremental_append_sql(arg_dict)) }}
{%- endmacro %}

{#- A batch is merged, so the rows need a key. -#}
{%- macro postgres__get_incremental_microbatch_sql(arg_dict) -%}
  {%- if not arg_dict['unique_key'] -%}
    {%- do exceptions.raise_compiler_error('On PostgreSQL the microbatch strategy needs a unique_key: batches are merged') -%}
  {%- endif -%}
  {{ return(get_incremental_merge_sql(arg_dict)) }}
{%- endmacro %}

{%- macro postgres__snapshot_merge_sql(target, source, insert_cols) -%}
  {{ xform_close_and_insert_versions(target, source, insert_cols) }}
{%- endmacro %}
