{%- materialization function, default, supported_languages=['sql', 'python', 'javascript'] -%}
  {%- set existing = load_cached_relation(this) -%}
  {%- set target = this.incorporate(type=this.Function) -%}
  {{ run_hooks(pre_hooks) }}

  {#- A macro for each pair of type and language, named by the adapter: scalar_function_sql, ... -#}
  {%- set settings = this.get_function_config(model) -%}
  {%- set macro_name = this.get_function_macro_name(settings) -%}
  {%- set get_function_sql = context.get(macro_name) -%}
  {%- if not get_function_sql -%}
    {%- do exceptions.raise_not_implemented('Function ' ~ model.name ~ ': adapter ' ~ adapter.type()
        ~ ' has no ' ~ settings.type ~ ' functions in ' ~ settings.language ~ ' (macro ' ~ macro_name ~ ')') -%}
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
