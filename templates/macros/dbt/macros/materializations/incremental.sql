{%- materialization incremental, default -%}
  {#- Asked before anything is built: a strategy that does not exist is an error on the first run as well. -#}
  {%- do xform_incremental_strategy_macro() -%}
  {{ return(xform_materialize_incremental()) }}
{%- endmaterialization %}

{%- macro xform_materialize_incremental() -%}
  {%- set existing, target = xform_begin_table() -%}
  {%- set outdated = none -%}
  {%- if existing is none -%}
    {%- do xform_create_relation(target, compiled_code) -%}
  {%- elif xform_builds_anew(existing) -%}
    {%- set outdated = xform_build_relation(existing, target, compiled_code) -%}
  {%- else -%}
    {%- set outdated = xform_apply_increment(existing, target, compiled_code) -%}
  {%- endif -%}
  {%- do return(xform_finish_incremental(existing, target, outdated)) -%}
{%- endmacro %}

{%- macro xform_builds_anew(existing) -%}
  {%- do return(existing is none or not existing.is_table or should_full_refresh()) -%}
{%- endmacro %}

{#- Unlike a table's, an incremental's post-hooks come after its grants and comments. -#}
{%- macro xform_finish_incremental(existing, target, outdated) -%}
  {%- set revoke = should_revoke(existing, full_refresh_mode=xform_builds_anew(existing)) -%}
  {%- do apply_grants(target, config.get('grants'), should_revoke=revoke) -%}
  {%- do persist_docs(target, model) -%}
  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {%- do adapter.commit() -%}
  {%- do drop_relation_if_exists(outdated) -%}
  {{ run_hooks(post_hooks, inside_transaction=False) }}
  {%- do return({'relations': [target]}) -%}
{%- endmacro %}
