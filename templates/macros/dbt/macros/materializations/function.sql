{%- materialization function, default, supported_languages=['sql', 'python', 'javascript'] -%}
  {%- set existing = load_cached_relation(this) -%}
  {%- set target = this.incorporate(type=this.Function) -%}
  {{ run_hooks(pre_hooks) }}

  {%- set type, language = model.config.get('type') or 'scalar', model.language -%}
  {%- if language == 'python' -%}
    {%- for setting, article in {'runtime_version': 'A', 'entry_point': 'An'}.items() if not model.config.get(setting) -%}
      {%- do exceptions.raise_compiler_error(article ~ ' `' ~ setting ~ '` is required for python functions') -%}
    {%- endfor -%}
  {%- endif -%}

  {#- A macro for each pair of type and language: scalar_function_sql, ... -#}
  {%- set macro_name = type ~ '_function_' ~ language -%}
  {%- set get_function_sql = context.get(macro_name) -%}
  {%- if not get_function_sql -%}
    {%- do exceptions.raise_not_implemented("No macro named '" ~ macro_name ~ "' found within namespace: "
        ~ adapter.type() ~ ' has no ' ~ type ~ ' functions in ' ~ language) -%}
  {%- endif -%}
  {%- do function_execute_build_sql(get_function_sql(target), existing, target) -%}

  {{ run_hooks(post_hooks) }}
  {{ return({'relations': [target]}) }}
{%- endmaterialization %}

{%- macro function_execute_build_sql(build_sql, existing_relation, target_relation) -%}
  {{ return(adapter.dispatch('function_execute_build_sql', 'dbt')(build_sql, existing_relation, target_relation)) }}
{%- endmacro %}

{%- macro default__function_execute_build_sql(build_sql, existing_relation, target_relation) -%}
  {%- call statement('main') -%}
    {{ build_sql }}
  {%- endcall -%}
  {%- set revoke = should_revoke(existing_relation, full_refresh_mode=True) -%}
  {%- do apply_grants(target_relation, config.get('grants'), should_revoke=revoke) -%}
  {%- do persist_docs(target_relation, model) -%}
  {%- do adapter.commit() -%}
{%- endmacro %}
