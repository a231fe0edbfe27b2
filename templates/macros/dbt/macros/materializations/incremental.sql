{%- materialization incremental, default -%}
  {{ return(materialize_incremental('sql')) }}
{%- endmaterialization %}

{%- macro materialize_incremental(language) -%}
  {%- set existing = load_cached_relation(this) -%}
  {%- set target = this.incorporate(type='table') -%}
  {%- set full_refresh = should_full_refresh() -%}
  {%- set anew = existing is none or not existing.is_table or full_refresh -%}
  {%- do drop_build_leftovers(target, existing) -%}
  {{ run_hooks(pre_hooks, inside_transaction=False) }}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}

  {%- set outdated = none -%}
  {%- if existing is none -%}
    {%- do run_main_create(target, compiled_code, language) -%}
    {%- do create_indexes(target) -%}
  {%- elif anew -%}
    {%- set outdated = build_relation(existing, target, compiled_code, language) -%}
  {%- else -%}
    {%- set outdated = apply_increment(existing, target, compiled_code, language) -%}
  {%- endif -%}

  {%- set revoke = should_revoke(existing, full_refresh_mode=anew) -%}
  {%- do apply_grants(target, config.get('grants'), should_revoke=revoke) -%}
  {%- do persist_docs(target, model) -%}
  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {%- do adapter.commit() -%}
  {%- do drop_relation_if_exists(outdated) -%}
  {{ run_hooks(post_hooks, inside_transaction=False) }}
  {%- do return({'relations': [target]}) -%}
{%- endmacro %}
