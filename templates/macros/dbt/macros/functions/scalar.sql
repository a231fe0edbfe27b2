{%- macro scalar_function_sql(target_relation) -%}
  {{ return(adapter.dispatch('scalar_function_sql', 'dbt')(target_relation)) }}
{%- endmacro %}

{%- macro default__scalar_function_sql(target_relation) -%}
{{ scalar_function_create_replace_signature_sql(target_relation) }}
{{ scalar_function_body_sql() }};
{%- endmacro %}

{%- macro scalar_function_create_replace_signature_sql(target_relation) -%}
  {{ return(adapter.dispatch('scalar_function_create_replace_signature_sql', 'dbt')(target_relation)) }}
{%- endmacro %}

{%- macro default__scalar_function_create_replace_signature_sql(target_relation) -%}
CREATE OR REPLACE FUNCTION {{ target_relation.render() }} ({{ formatted_scalar_function_args_sql() }})
RETURNS {{ model.returns.data_type }}
{{ scalar_function_volatility_sql() }}
AS
{%- endmacro %}

{%- macro formatted_scalar_function_args_sql() -%}
  {{ return(adapter.dispatch('formatted_scalar_function_args_sql', 'dbt')()) }}
{%- endmacro %}

{%- macro default__formatted_scalar_function_args_sql() -%}
  {{ xform_function_arguments() }}
{%- endmacro %}

{%- macro formatted_scalar_function_args_javascript() -%}
  {{ return(adapter.dispatch('formatted_scalar_function_args_javascript', 'dbt')()) }}
{%- endmacro %}

{%- macro default__formatted_scalar_function_args_javascript() -%}
  {{ xform_function_arguments() }}
{%- endmacro %}

{#- `default_word`: how the engine writes defaults, where it has them. -#}
{%- macro xform_function_arguments(default_word=none) -%}
  {%- set arguments = [] -%}
  {%- for argument in model.arguments -%}
    {%- set text = argument.name ~ ' ' ~ argument.data_type -%}
    {%- if default_word and argument.get('default_value') is not none -%}
      {%- set text = text ~ ' ' ~ default_word ~ ' ' ~ argument.default_value -%}
    {%- endif -%}
    {%- do arguments.append(text) -%}
  {%- endfor -%}
  {{ arguments | join(', ') }}
{%- endmacro %}

{%- macro scalar_function_body_sql() -%}
  {{ return(adapter.dispatch('scalar_function_body_sql', 'dbt')()) }}
{%- endmacro %}

{%- macro default__scalar_function_body_sql() -%}
$$
  {{ model.compiled_code }}
$$ LANGUAGE SQL
{%- endmacro %}

{%- macro scalar_function_volatility_sql() -%}
  {{ return(adapter.dispatch('scalar_function_volatility_sql', 'dbt')()) }}
{%- endmacro %}

{%- macro default__scalar_function_volatility_sql() -%}
  {{ xform_function_volatility() }}
{%- endmacro %}

{%- macro scalar_function_volatility_javascript() -%}
  {{ return(adapter.dispatch('scalar_function_volatility_javascript', 'dbt')()) }}
{%- endmacro %}

{%- macro default__scalar_function_volatility_javascript() -%}
  {{ xform_function_volatility() }}
{%- endmacro %}

{%- macro xform_function_volatility() -%}
  {%- set words = {'deterministic': 'IMMUTABLE', 'stable': 'STABLE', 'non-deterministic': 'VOLATILE'} -%}
  {%- set wish = model.config.get('volatility') -%}
  {%- if wish in words -%}
    {{ words[wish] }}
  {%- elif wish -%}
    {%- do unsupported_volatility_warning(wish) -%}
  {%- endif -%}
{%- endmacro %}

{%- macro unsupported_volatility_warning(volatility) -%}
  {{ return(adapter.dispatch('unsupported_volatility_warning', 'dbt')(volatility)) }}
{%- endmacro %}

{%- macro default__unsupported_volatility_warning(volatility) -%}
  {%- do exceptions.warn('Function ' ~ model.name ~ ': volatility ' ~ volatility ~ ' means nothing to '
      ~ adapter.type() ~ ' and is ignored') -%}
{%- endmacro %}
