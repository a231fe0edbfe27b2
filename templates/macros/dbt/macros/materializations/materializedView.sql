{%- materialization materialized_view, default -%}
  {%- set existing = load_cached_relation(this) -%}
  {%- set target = this.incorporate(type=this.MaterializedView) -%}
  {%- set intermediate = make_intermediate_relation(target) -%}
  {%- set backup = make_backup_relation(target, target.MaterializedView if existing is none else existing.type) -%}
  {{ materialized_view_setup(backup, intermediate, pre_hooks) }}
  {%- set text = materialized_view_get_build_sql(existing, target, backup, intermediate) -%}
  {%- if text | trim -%}
    {{ materialized_view_execute_build_sql(text, existing, target, post_hooks) }}
  {%- else -%}
    {{ materialized_view_execute_no_op(target) }}
  {%- endif -%}
  {{ materialized_view_teardown(backup, intermediate, post_hooks) }}
  {{ return({'relations': [target]}) }}
{%- endmaterialization %}

{%- macro materialized_view_setup(backup_relation, intermediate_relation, pre_hooks) -%}
  {%- for leftover in [backup_relation, intermediate_relation] -%}
    {%- do drop_relation_if_exists(load_cached_relation(leftover)) -%}
  {%- endfor -%}
  {{ run_hooks(pre_hooks, inside_transaction=False) }}
{%- endmacro %}

{%- macro materialized_view_teardown(backup_relation, intermediate_relation, post_hooks) -%}
  {%- for leftover in [backup_relation, intermediate_relation] -%}
    {%- do drop_relation_if_exists(load_cached_relation(leftover)) -%}
  {%- endfor -%}
  {{ run_hooks(post_hooks, inside_transaction=False) }}
{%- endmacro %}

{#- Nothing there: create. A full refresh or something else there: replace. Else as on_configuration_change says. -#}
{%- macro materialized_view_get_build_sql(existing_relation, target_relation, backup_relation, intermediate_relation) -%}
  {%- if existing_relation is none -%}
    {%- do return(get_create_materialized_view_as_sql(target_relation, sql)) -%}
  {%- elif should_full_refresh() or not existing_relation.is_materialized_view -%}
    {%- do return(get_replace_sql(existing_relation, target_relation, sql)) -%}
  {%- endif -%}

  {%- set changes = get_materialized_view_configuration_changes(existing_relation, config) -%}
  {%- set wish = config.get('on_configuration_change') -%}
  {%- if changes is none -%}
    {%- do return(refresh_materialized_view(target_relation)) -%}
  {%- elif wish == 'apply' -%}
    {%- do return(get_alter_materialized_view_as_sql(
        target_relation, changes, sql, existing_relation, backup_relation, intermediate_relation)) -%}
  {%- elif wish == 'continue' -%}
    {%- do exceptions.warn(xform_configuration_changed(target_relation, wish) ~ ', which stays as it is in the database') -%}
    {%- do return('') -%}
  {%- elif wish == 'fail' -%}
    {%- do exceptions.raise_fail_fast_error(xform_configuration_changed(target_relation, wish)) -%}
  {%- endif -%}
  {%- do exceptions.raise_compiler_error("on_configuration_change: '" ~ wish ~ "' is none of apply, continue, fail") -%}
{%- endmacro %}

{%- macro xform_configuration_changed(relation, wish) -%}
  {%- do return('Configuration changes were identified and `on_configuration_change` was set to `' ~ wish ~ '` for `'
      ~ relation.render() ~ '`') -%}
{%- endmacro %}

{%- macro materialized_view_execute_no_op(target_relation) -%}
  {%- do store_raw_result(name='main', message='skip ' ~ target_relation.render(), code='skip', rows_affected='-1') -%}
{%- endmacro %}

{%- macro materialized_view_execute_build_sql(build_sql, existing_relation, target_relation, post_hooks) -%}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}
  {%- call statement(name='main') -%}
    {{ build_sql }}
  {%- endcall -%}
  {%- set revoke = should_revoke(existing_relation, full_refresh_mode=True) -%}
  {%- do apply_grants(target_relation, config.get('grants'), should_revoke=revoke) -%}
  {%- do persist_docs(target_relation, model) -%}
  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {%- do adapter.commit() -%}
{%- endmacro %}
