{%- materialization table, default -%}
  {{ return(xform_materialize_table()) }}
{%- endmaterialization %}

{%- macro xform_materialize_table() -%}
  {%- set existing, target = xform_begin_table() -%}
  {%- set outdated = xform_build_relation(existing, target, compiled_code) -%}
  {%- do return(xform_finish_table(existing, target, outdated)) -%}
{%- endmacro %}

{#- (what is there now, what is to be there) -#}
{%- macro xform_begin_table() -%}
  {%- set existing = load_cached_relation(this) -%}
  {%- set target = this.incorporate(type='table') -%}
  {%- do xform_drop_build_leftovers(target, existing) -%}
  {{ run_hooks(pre_hooks, inside_transaction=False) }}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}
  {%- do return((existing, target)) -%}
{%- endmacro %}

{%- macro xform_finish_table(existing, target, outdated) -%}
  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {%- do apply_grants(target, config.get('grants'), should_revoke=should_revoke(existing, full_refresh_mode=True)) -%}
  {%- do persist_docs(target, model) -%}
  {%- do adapter.commit() -%}
  {%- do drop_relation_if_exists(outdated) -%}
  {{ run_hooks(post_hooks, inside_transaction=False) }}
  {%- do return({'relations': [target]}) -%}
{%- endmacro %}
