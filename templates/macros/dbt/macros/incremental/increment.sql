{#-
  One incremental run on a table that exists: the new rows go into a temporary relation, the target's columns are made
  to fit, and the strategy's statement moves the rows over. Returns what is left to drop after the commit (or none).
-#}
{%- macro xform_apply_increment(existing, target, code) -%}
  {{ return(adapter.dispatch('xform_apply_increment', 'dbt')(existing, target, code)) }}
{%- endmacro %}

{#- Batches may run at the same time, so each has a name of its own. -#}
{%- macro xform_increment_relation(target) -%}
  {%- set batch = model.get('batch') -%}
  {%- do return(make_temp_relation(target, '__dbt_tmp_' ~ batch.id) if batch else make_temp_relation(target)) -%}
{%- endmacro %}

{%- macro default__xform_apply_increment(existing, target, code) -%}
  {%- set rows = xform_increment_relation(target) -%}
  {%- do xform_create_increment_rows(true, rows, code) -%}
  {%- do xform_move_increment(existing, target, rows) -%}
  {%- do return(rows) -%}
{%- endmacro %}

{%- macro xform_create_increment_rows(temporary, rows, code) -%}
  {%- call statement('create_increment_rows') -%}
    {{ create_table_as(temporary, rows, code) }}
  {%- endcall -%}
{%- endmacro %}

{#- Text columns of the target grow to the length of the new rows', where lengths are part of types. -#}
{%- macro xform_widen_columns(rows, target) -%}
  {{ return(adapter.dispatch('xform_widen_columns', 'dbt')(rows, target)) }}
{%- endmacro %}

{%- macro default__xform_widen_columns(rows, target) -%}
  {%- do adapter.expand_target_column_types(from_relation=rows, to_relation=target) -%}
{%- endmacro %}

{%- macro xform_move_increment(existing, target, rows) -%}
  {%- set contract = config.get('contract') -%}
  {%- if not (contract and contract.enforced) -%}
    {%- do xform_widen_columns(rows, target) -%}
  {%- endif -%}
  {%- set on_schema_change = incremental_validate_on_schema_change(config.get('on_schema_change'), default='ignore') -%}
  {%- set columns = process_schema_changes(on_schema_change, rows, existing) -%}
  {%- if not columns -%}
    {%- set columns = adapter.get_columns_in_relation(existing) -%}
  {%- endif -%}

  {%- set get_strategy_sql = xform_incremental_strategy_macro() -%}
  {%- set arguments = {
      'target_relation': target,
      'temp_relation': rows,
      'unique_key': config.get('unique_key'),
      'dest_columns': columns,
      'incremental_predicates': config.get('predicates', none) or config.get('incremental_predicates', none),
    } -%}
  {%- call statement('main') -%}
    {{ get_strategy_sql(arguments) }}
  {%- endcall -%}
{%- endmacro %}

{%- macro xform_incremental_strategy_macro() -%}
  {%- do return(adapter.get_incremental_strategy_macro(context, config.get('incremental_strategy') or 'default')) -%}
{%- endmacro %}
