{% macro cents(column, scale=2) %}({{ column }} / 100)::numeric(16, {{ scale }}){% endmacro %}

{% macro log_run(when) -%}
  insert into audit values ({{ dbt.string_literal(when) }})
{%- endmacro %}
{% macro uses_dispatch(x) %}{{ return(adapter.dispatch('uses_dispatch', 'shop')(x)) }}{% endmacro %}
{% macro default__uses_dispatch(x) %}{{ cents(x) }}{% endmacro %}
{% macro generate_schema_name(custom_schema_name, node) -%}
  {%- if custom_schema_name is none -%}{{ target.schema }}{%- else -%}{{ custom_schema_name | trim }}_{{ node.resource_type }}{%- endif -%}
{%- endmacro %}
