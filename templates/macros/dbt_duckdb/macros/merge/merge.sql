{%- macro duckdb__get_incremental_merge_sql(args_dict) -%}
  {{ return(duckdb__get_merge_sql(args_dict['target_relation'], args_dict['temp_relation'], args_dict['unique_key'],
      args_dict['dest_columns'], args_dict['incremental_predicates'])) }}
{%- endmacro %}

{%- macro duckdb__get_merge_sql(target, source, unique_key, dest_columns, incremental_predicates=none) -%}
  {%- do validate_merge_config(config, target) -%}
  {%- set clauses = config.get('merge_clauses', none) or xform_duckdb_plain_merge_clauses(dest_columns) -%}
  {%- set returning = config.get('merge_returning_columns', none) -%}
{{ config.get('sql_header', none) or '' }}
merge into {{ target.render() }} as DBT_INTERNAL_DEST
using {{ source }} as DBT_INTERNAL_SOURCE
{{ duckdb__merge_join_clause(unique_key, config.get('merge_on_using_columns', none), incremental_predicates) }}
  {%- for clause in clauses.get('when_matched') or [] %}
when matched{{ xform_duckdb_merge_condition(clause) }} then {{ xform_duckdb_merge_action(clause, dest_columns) }}
  {%- endfor -%}
  {%- for clause in clauses.get('when_not_matched') or [] %}
when not matched{{ ' by ' ~ clause.by if clause.by }}{{ xform_duckdb_merge_condition(clause) }} then {{ xform_duckdb_merge_action(clause, dest_columns) }}
  {%- endfor %}
{{ ('returning ' ~ returning | join(', ')) if returning }}
{%- endmacro %}

{%- macro duckdb__merge_join_clause(unique_key, merge_on_using_columns, incremental_predicates) -%}
  {%- set conditions = [] -%}
  {%- if not merge_on_using_columns -%}
    {%- for key in normalize_string_or_list(unique_key, 'unique_key') -%}
      {%- do conditions.append('(DBT_INTERNAL_SOURCE.' ~ key ~ ' = DBT_INTERNAL_DEST.' ~ key ~ ')') -%}
    {%- endfor -%}
    {%- if not conditions -%}
      {%- do conditions.append('(FALSE)') -%}
    {%- endif -%}
  {%- endif -%}
  {%- for predicate in normalize_incremental_predicates(incremental_predicates) -%}
    {%- do conditions.append('(' ~ predicate ~ ')') -%}
  {%- endfor -%}
  {{ ('using (' ~ merge_on_using_columns | join(', ') ~ ')') if merge_on_using_columns }}
  {{ ('on ' ~ conditions | join(' and ')) if conditions }}
{%- endmacro %}

{#- The clauses that the simple configurations stand for. -#}
{%- macro merge_clause_defaults(merge_update_condition, merge_insert_condition,
    merge_update_columns=[], merge_exclude_columns=[], merge_update_set_expressions={}) -%}
  {%- set update = {'action': 'update', 'condition': merge_update_condition} -%}
  {%- do return({
      'when_matched_update_by_name': dict(update, mode='by_name'),
      'when_not_matched_insert_by_name':
        {'action': 'insert', 'condition': merge_insert_condition, 'mode': 'by_name'},
      'when_matched_update_explicit': dict(update, mode='explicit', update={
        'include': merge_update_columns,
        'exclude': merge_exclude_columns,
        'set_expressions': merge_update_set_expressions,
      }),
    }) -%}
{%- endmacro %}

{%- macro xform_duckdb_plain_merge_clauses(dest_columns) -%}
  {%- set include = config.get('merge_update_columns', none) or [] -%}
  {%- set exclude = config.get('merge_exclude_columns', none) or [] -%}
  {%- set expressions = config.get('merge_update_set_expressions', none) or {} -%}
  {%- set known = merge_clause_defaults(config.get('merge_update_condition', none),
      config.get('merge_insert_condition', none), include, exclude, expressions) -%}
  {%- if include and exclude -%}
    {#- Raises: the plain configurations take one of them. -#}
    {%- do get_merge_update_columns(include, exclude, dest_columns) -%}
  {%- endif -%}
  {%- set explicit = include or exclude or expressions -%}
  {%- do return({
      'when_matched': [known['when_matched_update_explicit' if explicit else 'when_matched_update_by_name']],
      'when_not_matched': [known['when_not_matched_insert_by_name']],
    }) -%}
{%- endmacro %}

{%- macro xform_duckdb_merge_condition(clause) -%}
  {%- do return(' and ' ~ clause.condition if clause.condition else '') -%}
{%- endmacro %}

{%- macro xform_duckdb_merge_action(clause, dest_columns) -%}
  {%- set action, mode = clause.action, clause.get('mode', 'by_name') -%}
  {%- if action == 'delete' -%}
    delete
  {%- elif action == 'do_nothing' -%}
    do nothing
  {%- elif action == 'error' -%}
    error {{ "'" ~ adapter.escape_sql_string(clause.error_message) ~ "'" if clause.error_message }}
  {%- elif action == 'update' and clause.set_expressions -%}
    {#- Not matched by source: there is no source row to take values from. -#}
    update set {{ xform_duckdb_merge_assignments([], clause.set_expressions) }}
  {%- elif action == 'update' and mode == 'explicit' -%}
    {%- set change = clause.get('update') or {} -%}
    {%- set left_out = change.get('exclude') or [] -%}
    {%- if change.get('include') -%}
      {%- set columns = change['include'] | reject('in', left_out) | list -%}
    {%- else -%}
      {%- set columns = get_merge_update_columns([], left_out, dest_columns) -%}
    {%- endif -%}
    update set {{ xform_duckdb_merge_assignments(columns, change.get('set_expressions') or {}) }}
  {%- elif action == 'insert' and mode == 'explicit' -%}
    insert ({{ clause.insert.columns | join(', ') }}) values ({{ clause.insert.get('values', []) | join(', ') }})
  {%- elif mode == 'star' -%}
    {{ 'update set *' if action == 'update' else 'insert *' }}
  {%- else -%}
    {{ action ~ (' by position' if mode == 'by_position' else ' by name') }}
  {%- endif -%}
{%- endmacro %}

{#- Expressions win over columns of the same name. -#}
{%- macro xform_duckdb_merge_assignments(columns, expressions) -%}
  {%- set assignments, taken = [], [] -%}
  {%- for name, expression in expressions.items() -%}
    {%- do assignments.append(name ~ ' = ' ~ expression) -%}
    {%- do taken.append(name | lower) -%}
  {%- endfor -%}
  {%- for column in columns if (column | lower).strip('"') not in taken -%}
    {%- do assignments.append(column ~ ' = DBT_INTERNAL_SOURCE.' ~ column) -%}
  {%- endfor -%}
  {%- do return(assignments | join(', ')) -%}
{%- endmacro %}
