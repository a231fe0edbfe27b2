{%- materialization snapshot, adapter='snowflake' -%}
  {%- set former = xform_begin_session_settings() -%}
  {%- set result = materialization_snapshot_default() -%}
  {%- do xform_end_session_settings(former) -%}
  {{ return(result) }}
{%- endmaterialization %}
