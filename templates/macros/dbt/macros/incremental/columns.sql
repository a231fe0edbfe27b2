{%- macro get_quoted_csv(column_names) -%}
  {%- set quoted = [] -%}
  {%- for name in column_names -%}
    {%- do quoted.append(adapter.quote(name)) -%}
  {%- endfor -%}
  {%- do return(quoted | join(', ')) -%}
{%- endmacro %}

{#- Columns of the source that the target lacks; names compare exactly. -#}
{%- macro diff_columns(source_columns, target_columns) -%}
  {%- set there = target_columns | map(attribute='column') | list -%}
  {%- do return(source_columns | rejectattr('column', 'in', there) | list) -%}
{%- endmacro %}

{%- macro diff_column_data_types(source_columns, target_columns) -%}
  {{ return(adapter.dispatch('diff_column_data_types', 'dbt')(source_columns, target_columns)) }}
{%- endmacro %}

{%- macro default__diff_column_data_types(source_columns, target_columns) -%}
  {%- set changed = [] -%}
  {%- for source in source_columns -%}
    {%- set target = target_columns | selectattr('name', 'equalto', source.name) | first -%}
    {%- if target
        and source.expanded_data_type != target.expanded_data_type
        and not source.can_expand_to(other_column=target) -%}
      {%- do changed.append({'column_name': target.name, 'new_type': source.expanded_data_type}) -%}
    {%- endif -%}
  {%- endfor -%}
  {%- do return(changed) -%}
{%- endmacro %}

{#- What a merge updates: the listed columns as given, or all quoted, without the excluded ones. -#}
{%- macro get_merge_update_columns(merge_update_columns, merge_exclude_columns, dest_columns) -%}
  {{ return(adapter.dispatch('get_merge_update_columns', 'dbt')(
      merge_update_columns, merge_exclude_columns, dest_columns)) }}
{%- endmacro %}

{%- macro default__get_merge_update_columns(merge_update_columns, merge_exclude_columns, dest_columns) -%}
  {%- if merge_update_columns and merge_exclude_columns -%}
    {%- do exceptions.raise_compiler_error('merge_update_columns and merge_exclude_columns exclude each other: '
        ~ 'keep one of the two configurations') -%}
  {%- elif merge_update_columns -%}
    {%- do return(merge_update_columns) -%}
  {%- endif -%}
  {%- set given = [merge_exclude_columns] if merge_exclude_columns is string else merge_exclude_columns or [] -%}
  {%- set excluded = given | map('lower') | list -%}
  {%- set updated = [] -%}
  {%- for column in dest_columns if column.column | lower not in excluded -%}
    {%- do updated.append(column.quoted) -%}
  {%- endfor -%}
  {%- do return(updated) -%}
{%- endmacro %}
