{%- materialization incremental, adapter='snowflake' -%}
  {#- Asked before anything is built: a strategy that does not exist is an error on the first run as well. -#}
  {%- do xform_incremental_strategy_macro() -%}
  {%- set former = xform_begin_session_settings() -%}
  {%- set result = xform_materialize_incremental() -%}
  {%- do xform_end_session_settings(former) -%}
  {{ return(result) }}
{%- endmaterialization %}
