{%- materialization dynamic_table, adapter='snowflake' -%}
  {%- set former = xform_begin_session_settings() -%}
  {%- set existing = load_cached_relation(this) -%}
  {%- set target = this.incorporate(type=this.DynamicTable) -%}
  {{ run_hooks(pre_hooks, inside_transaction=False) }}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}

  {%- set replaces = existing is not none and not existing.is_dynamic_table -%}
  {%- set text = '' if replaces else xform_dynamic_table_build_sql(existing, target) -%}
  {%- if replaces -%}
    {%- do xform_replace_by_dynamic_table(existing, target) -%}
  {%- elif text | trim -%}
    {%- call statement('main', auto_begin=False) -%}
      {{ text }}
    {%- endcall -%}
  {%- else -%}
    {%- do store_raw_result(name='main', message='skip ' ~ target.render(), code='skip', rows_affected='-1') -%}
  {%- endif -%}

  {%- do apply_grants(target, config.get('grants'), should_revoke=should_revoke(existing, full_refresh_mode=True)) -%}
  {%- do persist_docs(target, model) -%}
  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {{ run_hooks(post_hooks, inside_transaction=False) }}
  {%- do xform_end_session_settings(former) -%}
  {{ return({'relations': [target]}) }}
{%- endmaterialization %}

{#- Another kind of relation stays until the dynamic table is there: one that cannot be made costs nothing. -#}
{%- macro xform_replace_by_dynamic_table(existing, target) -%}
  {%- set intermediate = make_intermediate_relation(target) -%}
  {%- set backup = make_backup_relation(target, existing.type) -%}
  {%- do drop_relation_if_exists(load_cached_relation(intermediate)) -%}
  {%- do drop_relation_if_exists(load_cached_relation(backup)) -%}
  {%- call statement('main', auto_begin=False) -%}
    {{ snowflake__get_create_dynamic_table_as_sql(intermediate, sql) }}
  {%- endcall -%}
  {%- do adapter.rename_relation(existing, backup) -%}
  {%- do run_query('alter dynamic table ' ~ intermediate.render() ~ ' rename to ' ~ target.render()) -%}
  {%- do drop_relation_if_exists(backup) -%}
{%- endmacro %}

{#- Snowflake refreshes the table by itself, so there is nothing to do where nothing has changed. -#}
{%- macro xform_dynamic_table_build_sql(existing, target) -%}
  {%- if existing is none -%}
    {%- do return(snowflake__get_create_dynamic_table_as_sql(target, sql)) -%}
  {%- elif should_full_refresh() -%}
    {%- do return(snowflake__get_replace_dynamic_table_sql(target, sql)) -%}
  {%- endif -%}

  {%- set changes = xform_dynamic_table_changes(existing) -%}
  {%- set wish = config.get('on_configuration_change') -%}
  {%- if not changes -%}
    {%- do return('') -%}
  {%- elif wish == 'apply' -%}
    {%- do return(xform_alter_dynamic_table_sql(target, changes, sql)) -%}
  {%- elif wish == 'continue' -%}
    {%- do exceptions.warn(xform_configuration_changed(target, wish) ~ ', which stays as it is in the database') -%}
    {%- do return('') -%}
  {%- endif -%}
  {%- do exceptions.raise_fail_fast_error(xform_configuration_changed(target, wish)) -%}
{%- endmacro %}
