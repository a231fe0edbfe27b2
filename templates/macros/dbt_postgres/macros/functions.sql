{%- macro postgres__formatted_scalar_function_args_sql() -%}
  {{ xform_function_arguments('DEFAULT') }}
{%- endmacro %}
