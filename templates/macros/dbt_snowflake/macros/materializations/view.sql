{%- materialization view, adapter='snowflake' -%}
  {%- set former = xform_begin_session_settings() -%}
  {%- set existing = load_cached_relation(this) -%}
  {%- set target = this.incorporate(type='view') -%}
  {{ run_hooks(pre_hooks, inside_transaction=False) }}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}
  {%- do xform_build_relation(existing, target, sql) -%}
  {%- do apply_grants(target, config.get('grants'), should_revoke=should_revoke(existing, full_refresh_mode=True)) -%}
  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {{ run_hooks(post_hooks, inside_transaction=False) }}
  {%- do persist_docs(target, model) -%}
  {%- do xform_end_session_settings(former) -%}
  {{ return({'relations': [target]}) }}
{%- endmaterialization %}
