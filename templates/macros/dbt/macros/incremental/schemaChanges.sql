{%- macro incremental_validate_on_schema_change(on_schema_change, default='ignore') -%}
  {%- if on_schema_change in ['sync_all_columns', 'append_new_columns', 'fail', 'ignore'] -%}
    {%- do return(on_schema_change) -%}
  {%- endif -%}
  {{ log('on_schema_change: ' ~ on_schema_change ~ ' is not known; using ' ~ default) }}
  {%- do return(default) -%}
{%- endmacro %}

{%- macro check_for_schema_changes(source_relation, target_relation) -%}
  {{ return(adapter.dispatch('check_for_schema_changes', 'dbt')(source_relation, target_relation)) }}
{%- endmacro %}

{%- macro default__check_for_schema_changes(source_relation, target_relation) -%}
  {%- set source = adapter.get_columns_in_relation(source_relation) -%}
  {%- set target = adapter.get_columns_in_relation(target_relation) -%}
  {%- set added = diff_columns(source, target) -%}
  {%- set removed = diff_columns(target, source) -%}
  {%- set retyped = diff_column_data_types(source, target) -%}
  {%- do return({
      'schema_changed': (added or removed or retyped) | length > 0,
      'source_not_in_target': added,
      'target_not_in_source': removed,
      'source_columns': source,
      'target_columns': target,
      'new_target_types': retyped,
    }) -%}
{%- endmacro %}

{%- macro sync_column_schemas(on_schema_change, target_relation, schema_changes_dict) -%}
  {{ return(adapter.dispatch('sync_column_schemas', 'dbt')(on_schema_change, target_relation, schema_changes_dict)) }}
{%- endmacro %}

{%- macro default__sync_column_schemas(on_schema_change, target_relation, schema_changes_dict) -%}
  {%- set added = schema_changes_dict['source_not_in_target'] -%}
  {%- set removed = schema_changes_dict['target_not_in_source'] if on_schema_change == 'sync_all_columns' else [] -%}
  {%- set retyped = schema_changes_dict['new_target_types'] if on_schema_change == 'sync_all_columns' else [] -%}
  {%- if added or removed -%}
    {%- do alter_relation_add_remove_columns(target_relation, added, removed) -%}
  {%- endif -%}
  {%- for change in retyped -%}
    {%- do alter_column_type(target_relation, change['column_name'], change['new_type']) -%}
  {%- endfor -%}
  {{ log('In ' ~ target_relation.render() ~ ': columns added ' ~ added ~ ', removed ' ~ removed
      ~ ', of another type ' ~ retyped) }}
{%- endmacro %}

{#- The columns to insert, when on_schema_change looks at them at all; the target's are right otherwise. -#}
{%- macro process_schema_changes(on_schema_change, source_relation, target_relation) -%}
  {{ return(adapter.dispatch('process_schema_changes', 'dbt')(on_schema_change, source_relation, target_relation)) }}
{%- endmacro %}

{%- macro default__process_schema_changes(on_schema_change, source_relation, target_relation) -%}
  {%- if on_schema_change == 'ignore' -%}
    {%- do return({}) -%}
  {%- endif -%}
  {%- set changes = check_for_schema_changes(source_relation, target_relation) -%}
  {%- if changes['schema_changed'] -%}
    {%- if on_schema_change == 'fail' -%}
      {%- do exceptions.raise_compiler_error(xform_schema_change_message(changes)) -%}
    {%- endif -%}
    {%- do sync_column_schemas(on_schema_change, target_relation, changes) -%}
  {%- endif -%}
  {%- do return(changes['source_columns']) -%}
{%- endmacro %}

{%- macro xform_schema_change_message(changes) -%}
The columns of the model's SQL and of the table it adds to differ, and on_schema_change is fail.
  only in the SQL: {{ changes['source_not_in_target'] | map(attribute='name') | join(', ') or '-' }}
  only in the table: {{ changes['target_not_in_source'] | map(attribute='name') | join(', ') or '-' }}
  another type in the SQL:
    {%- for change in changes['new_target_types'] %} {{ change['column_name'] }} ({{ change['new_type'] }}){% else %} -{% endfor %}
Build the table anew with --full-refresh, or set on_schema_change to append_new_columns or sync_all_columns.
{%- endmacro %}
