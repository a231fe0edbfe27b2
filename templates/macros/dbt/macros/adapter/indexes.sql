{%- macro get_create_index_sql(relation, index_dict) -%}
  {{ return(adapter.dispatch('get_create_index_sql', 'dbt')(relation, index_dict)) }}
{%- endmacro %}

{#- None: engines without indexes ignore the configuration. -#}
{%- macro default__get_create_index_sql(relation, index_dict) -%}
  {%- do return(none) -%}
{%- endmacro %}

{%- macro create_indexes(relation) -%}
  {{ return(adapter.dispatch('create_indexes', 'dbt')(relation)) }}
{%- endmacro %}

{%- macro default__create_indexes(relation) -%}
  {%- for wanted in config.get('indexes', default=[]) or [] -%}
    {%- set text = get_create_index_sql(relation, wanted) -%}
    {%- if text -%}
      {%- do run_query(text) -%}
    {%- endif -%}
  {%- endfor -%}
{%- endmacro %}

{%- macro get_drop_index_sql(relation, index_name) -%}
  {{ return(adapter.dispatch('get_drop_index_sql', 'dbt')(relation, index_name)) }}
{%- endmacro %}

{%- macro default__get_drop_index_sql(relation, index_name) -%}
  {%- do xform_not_implemented_here('get_drop_index_sql') -%}
{%- endmacro %}

{%- macro get_show_indexes_sql(relation) -%}
  {{ return(adapter.dispatch('get_show_indexes_sql', 'dbt')(relation)) }}
{%- endmacro %}

{%- macro default__get_show_indexes_sql(relation) -%}
  {%- do xform_not_implemented_here('get_show_indexes_sql') -%}
{%- endmacro %}
