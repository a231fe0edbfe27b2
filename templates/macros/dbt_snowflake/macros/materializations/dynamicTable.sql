{%- materialization dynamic_table, adapter='snowflake' -%}
  {%- set former = set_query_tag() -%}
  {%- set existing = load_cached_relation(this) -%}
  {%- set target = this.incorporate(type=this.DynamicTable) -%}
  {{ run_hooks(pre_hooks, inside_transaction=False) }}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}

  {%- set text = xform_dynamic_table_build_sql(existing, target) -%}
  {%- if text | trim -%}
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
  {%- do unset_query_tag(former) -%}
  {{ return({'relations': [target]}) }}
{%- endmaterialization %}

{#- Snowflake refreshes the table by itself, so there is nothing to do where nothing has changed. -#}
{%- macro xform_dynamic_table_build_sql(existing, target) -%}
  {%- if existing is none -%}
    {%- do return(snowflake__get_create_dynamic_table_as_sql(target, sql)) -%}
  {%- elif not existing.is_dynamic_table -%}
    {%- do drop_relation_if_exists(existing) -%}
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
