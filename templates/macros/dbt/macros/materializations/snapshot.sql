{%- materialization snapshot, default -%}
  {%- set found = get_or_create_relation(
      database=this.database, schema=this.schema, identifier=this.identifier, type='table') -%}
  {%- set exists, target = found[0], found[1] -%}
  {%- if not target.is_table -%}
    {%- do exceptions.relation_wrong_type(target, 'table') -%}
  {%- endif -%}
  {{ run_hooks(pre_hooks, inside_transaction=False) }}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}

  {%- set make_strategy = strategy_dispatch(config.get('strategy')) -%}
  {%- set strategy = make_strategy(model, 'snapshotted_data', 'source_data', model['config'], exists) -%}
  {%- set staging = none -%}
  {%- if exists -%}
    {%- set staging = xform_add_snapshot_versions(strategy, target) -%}
  {%- else -%}
    {%- do xform_create_snapshot(strategy, target) -%}
  {%- endif -%}

  {%- do apply_grants(target, config.get('grants'), should_revoke=should_revoke(exists, full_refresh_mode=False)) -%}
  {%- do persist_docs(target, model) -%}
  {%- if not exists -%}
    {%- do create_indexes(target) -%}
  {%- endif -%}
  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {%- do adapter.commit() -%}
  {%- if staging is not none -%}
    {%- do post_snapshot(staging) -%}
  {%- endif -%}
  {{ run_hooks(post_hooks, inside_transaction=False) }}
  {{ return({'relations': [target]}) }}
{%- endmaterialization %}

{%- macro xform_create_snapshot(strategy, target) -%}
  {%- set text = build_snapshot_table(strategy, model['compiled_code']) -%}
  {%- if strategy.updated_at | trim != snapshot_get_time() | trim -%}
    {%- do check_time_data_types(text) -%}
  {%- endif -%}
  {%- call statement('main') -%}
    {{ create_table_as(False, target, text) }}
  {%- endcall -%}
{%- endmacro %}

{#- Returns the staging relation. -#}
{%- macro xform_add_snapshot_versions(strategy, target) -%}
  {%- set names = get_snapshot_table_column_names() -%}
  {%- do adapter.assert_valid_snapshot_target_given_strategy(target, names, strategy) -%}
  {%- set staging = build_snapshot_staging_table(strategy, model['compiled_code'], target) -%}
  {%- do xform_widen_columns(staging, target) -%}

  {%- set internal = ['dbt_change_type'] + xform_unique_key_names(strategy.unique_key) -%}
  {%- set stored = adapter.get_columns_in_relation(target) | map(attribute='name') | map('lower') | list -%}
  {%- set new_columns, quoted, types = [], [], {} -%}
  {%- for column in adapter.get_columns_in_relation(staging) if column.name | lower not in internal -%}
    {%- do quoted.append(column.quoted) -%}
    {%- do types.update({column.name | lower: column.dtype}) -%}
    {%- if column.name | lower not in stored -%}
      {%- do new_columns.append(column) -%}
    {%- endif -%}
  {%- endfor -%}
  {%- if new_columns -%}
    {%- do create_columns(target, new_columns) -%}
  {%- endif -%}
  {%- if strategy.updated_at | trim != snapshot_get_time() | trim -%}
    {%- do xform_warn_of_other_time_type(types.get(names.dbt_updated_at | lower)) -%}
  {%- endif -%}

  {%- call statement('main') -%}
    {{ snapshot_merge_sql(target=target, source=staging, insert_cols=quoted) }}
  {%- endcall -%}
  {%- do return(staging) -%}
{%- endmacro %}
