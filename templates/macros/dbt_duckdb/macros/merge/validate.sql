{%- macro validate_string_field(field_value, field_name, errors) -%}
  {%- if field_value is not none and field_value is not string -%}
    {%- do errors.append(field_name ~ ' must be a string, found: ' ~ field_value) -%}
  {%- endif -%}
{%- endmacro %}

{%- macro validate_string_list_field(field_value, field_name, errors) -%}
  {%- if field_value is not none -%}
    {%- if field_value is string or field_value is mapping or field_value is not iterable -%}
      {%- do errors.append(field_name ~ ' must be a list, found: ' ~ field_value) -%}
    {%- else -%}
      {%- for item in field_value if item is not string -%}
        {%- do errors.append(field_name ~ ' must be a list of strings, found: ' ~ item) -%}
      {%- endfor -%}
    {%- endif -%}
  {%- endif -%}
{%- endmacro %}

{%- macro validate_dict_field(field_value, field_name, errors) -%}
  {%- if field_value is not none and field_value is not mapping -%}
    {%- do errors.append(field_name ~ ' must be a dictionary, found: ' ~ field_value) -%}
  {%- endif -%}
{%- endmacro %}

{#- Raises with all that is wrong in the merge configuration. -#}
{%- macro validate_merge_config(config, target_relation=none) -%}
  {%- set errors = [] -%}
  {%- set basic = {
      'merge_update_condition': 'string',
      'merge_insert_condition': 'string',
      'merge_on_using_columns': 'list',
      'merge_update_columns': 'list',
      'merge_exclude_columns': 'list',
      'merge_returning_columns': 'list',
      'merge_update_set_expressions': 'dict',
    } -%}
  {%- for name, kind in basic.items() -%}
    {%- set value = config.get(name, none) -%}
    {%- if kind == 'string' -%}
      {%- do validate_string_field(value, name, errors) -%}
    {%- elif kind == 'dict' -%}
      {%- do validate_dict_field(value, name, errors) -%}
    {%- else -%}
      {%- do validate_string_list_field(value, name, errors) -%}
    {%- endif -%}
  {%- endfor -%}
  {#- Not the two that have a meaning beside clauses: what is joined on, what is returned. -#}
  {%- set replaced = basic.keys() | reject('in', ['merge_on_using_columns', 'merge_returning_columns']) | list -%}
  {%- do validate_merge_clauses(config, replaced, errors) -%}
  {%- do validate_ducklake_restrictions(config, target_relation, errors) -%}
  {%- if errors -%}
    {%- do exceptions.raise_compiler_error('MERGE configuration errors:\n' ~ errors | join('\n')) -%}
  {%- endif -%}
{%- endmacro %}

{%- macro validate_merge_clauses(config, base_configuration_fields, errors) -%}
  {%- set clauses = config.get('merge_clauses', none) -%}
  {%- if clauses is not none -%}
    {%- do validate_dict_field(clauses, 'merge_clauses', errors) -%}
    {%- if clauses is mapping -%}
      {%- if not (clauses.get('when_matched') or clauses.get('when_not_matched')) -%}
        {%- do errors.append('merge_clauses must have when_matched or when_not_matched') -%}
      {%- endif -%}
      {%- for type in ['when_matched', 'when_not_matched'] if type in clauses -%}
        {%- do validate_merge_clause_list(clauses, type, errors) -%}
      {%- endfor -%}
    {%- endif -%}
    {%- set useless = [] -%}
    {%- for name in base_configuration_fields if config.get(name, none) -%}
      {%- do useless.append(name) -%}
    {%- endfor -%}
    {%- if useless -%}
      {%- do errors.append('merge_clauses says all that a merge does: remove ' ~ useless | join(', ')
          ~ ', or move it into merge_clauses') -%}
    {%- endif -%}
  {%- endif -%}
{%- endmacro %}

{%- macro validate_merge_clause_list(merge_clauses, clause_type, errors) -%}
  {%- set actions = {
      'when_matched': ['update', 'delete', 'do_nothing', 'error'],
      'when_not_matched': ['insert', 'update', 'delete', 'do_nothing', 'error'],
    }[clause_type] -%}
  {%- set clauses = merge_clauses[clause_type] -%}
  {%- if clauses is string or clauses is mapping or clauses is not iterable -%}
    {%- do errors.append('merge_clauses.' ~ clause_type ~ ' must be a list, found: ' ~ clauses) -%}
  {%- else -%}
    {%- for clause in clauses -%}
      {%- set name = 'merge_clauses.' ~ clause_type ~ '[' ~ loop.index0 ~ ']' -%}
      {%- if clause is not mapping -%}
        {%- do errors.append(name ~ ' must be a dictionary, found: ' ~ clause) -%}
      {%- elif clause.get('action') not in actions -%}
        {%- do errors.append(name ~ ".action is one of " ~ actions | join(', ') ~ ', found: ' ~ clause.get('action')) -%}
      {%- elif clause.get('action') in ['update', 'insert']
          and clause.get('mode', 'by_name') not in ['by_name', 'by_position', 'star', 'explicit'] -%}
        {%- do errors.append(name ~ ".mode is one of by_name, by_position, star, explicit, found: " ~ clause.get('mode')) -%}
      {%- elif clause.get('action') == 'insert' and clause.get('mode') == 'explicit'
          and not (clause.get('insert') or {}).get('columns') -%}
        {%- do errors.append(name ~ ': mode explicit needs insert.columns and insert.values') -%}
      {%- endif -%}
    {%- endfor -%}
  {%- endif -%}
{%- endmacro %}

{%- macro validate_ducklake_restrictions(config, target_relation, errors) -%}
  {%- if target_relation is not none and adapter.is_ducklake(target_relation) -%}
    {%- set changes = ((config.get('merge_clauses', none) or {}).get('when_matched') or [])
        | selectattr('action', 'in', ['update', 'delete']) | list -%}
    {%- if changes | length > 1 -%}
      {%- do errors.append('DuckLake allows one update or delete in when_matched, found: ' ~ changes | length) -%}
    {%- endif -%}
  {%- endif -%}
{%- endmacro %}
