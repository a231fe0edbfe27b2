{%- materialization incremental, adapter='duckdb', supported_languages=['sql', 'python'] -%}
  {%- if model['language'] == 'sql' -%}
    {{ return(xform_materialize_incremental()) }}
  {%- endif -%}
  {%- set existing, target = xform_begin_table() -%}
  {%- set rows = make_intermediate_relation(target) -%}
  {%- call statement('main', language='python') -%}
    {{ create_table_as(False, rows, compiled_code, 'python') }}
  {%- endcall -%}
  {%- if xform_builds_anew(existing) -%}
    {%- set outdated = xform_put_python_table_in_place(existing, rows, target) -%}
  {%- else -%}
    {%- do xform_move_increment(existing, target, rows) -%}
    {%- set outdated = rows -%}
  {%- endif -%}
  {{ return(xform_finish_incremental(existing, target, outdated)) }}
{%- endmaterialization %}
