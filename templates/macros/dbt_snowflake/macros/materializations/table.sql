{%- materialization table, adapter='snowflake' -%}
  {%- set former = xform_begin_session_settings() -%}
  {%- set result = xform_materialize_table() -%}
  {%- do xform_end_session_settings(former) -%}
  {{ return(result) }}
{%- endmaterialization %}
