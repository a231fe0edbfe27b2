{%- materialization table, adapter='duckdb', supported_languages=['sql', 'python'] -%}
  {%- if model['language'] == 'sql' -%}
    {{ return(xform_materialize_table()) }}
  {%- endif -%}
  {#- Python code may be submitted from a materialization only, not from a macro that one calls. -#}
  {%- set existing, target = xform_begin_table() -%}
  {%- set intermediate = make_intermediate_relation(target) -%}
  {%- call statement('main', language='python') -%}
    {{ create_table_as(False, intermediate, compiled_code, 'python') }}
  {%- endcall -%}
  {{ return(xform_finish_table(existing, target, xform_put_python_table_in_place(existing, intermediate, target))) }}
{%- endmaterialization %}

{#- The model's code wrote the table by itself; the swap is the transaction. -#}
{%- macro xform_put_python_table_in_place(existing, intermediate, target) -%}
  {%- if existing is not none and existing.is_table -%}
    {%- do drop_indexes_on_relation(existing) -%}
  {%- endif -%}
  {%- set outdated = xform_swap_into_place(existing, intermediate, target) -%}
  {%- do create_indexes(target) -%}
  {%- do return(outdated) -%}
{%- endmacro %}
