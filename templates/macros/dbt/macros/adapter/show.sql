{%- macro get_show_sql(compiled_code, sql_header, limit) -%}
  {%- if sql_header is not none -%}
{{ sql_header }}
  {%- endif %}
  {{ get_limit_subquery_sql(compiled_code, limit) if limit is not none else compiled_code }}
{% endmacro %}

{#- Appended, not wrapped around: a subquery would lose the order of rows. -#}
{%- macro get_limit_subquery_sql(sql, limit) -%}
  {{ adapter.dispatch('get_limit_sql', 'dbt')(sql, limit) }}
{%- endmacro %}

{%- macro default__get_limit_sql(sql, limit) %}
{{ sql }}
{{ 'limit ' ~ limit if limit is not none }}
{%- endmacro %}

{%- macro validate_sql(sql) -%}
  {{ return(adapter.dispatch('validate_sql', 'dbt')(sql)) }}
{%- endmacro %}

{%- macro default__validate_sql(sql) -%}
  {%- call statement('validate_sql') -%}
    explain {{ sql }}
  {%- endcall -%}
  {%- do return(load_result('validate_sql')) -%}
{%- endmacro %}
