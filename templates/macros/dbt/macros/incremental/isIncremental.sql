{#- Whether this run adds to a table that is there: not while parsing, not the first time, not on a full refresh. -#}
{%- macro is_incremental() -%}
  {%- if not execute -%}
    {%- do return(false) -%}
  {%- endif -%}
  {%- set existing = load_relation(this) -%}
  {%- set incremental = existing is not none
      and existing.type == 'table'
      and model.config.materialized == 'incremental'
      and not should_full_refresh() -%}
  {%- do return(incremental) -%}
{%- endmacro %}
