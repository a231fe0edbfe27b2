{#- DuckDB's SQL functions are macros: the arguments stand in the expression, which a cast gives its type. -#}
{%- macro duckdb__scalar_function_sql(target_relation) -%}
  {%- set parameters = [] -%}
  {%- for argument in model.arguments -%}
    {%- set default = argument.get('default_value') -%}
    {%- do parameters.append(argument.name if default is none else argument.name ~ ' := ' ~ default) -%}
  {%- endfor -%}
create or replace function {{ target_relation.render() }} ({{ parameters | join(', ') }}) as
cast((
  {{ model.compiled_code }}
) as {{ model.returns.data_type }});
{%- endmacro %}
