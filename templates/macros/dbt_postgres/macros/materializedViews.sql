{%- macro postgres__get_create_materialized_view_as_sql(relation, sql) -%}
create materialized view if not exists {{ relation }} as
{{ sql }};
  {%- for wanted in config.get('indexes', default=[]) or [] %}
{{ get_create_index_sql(relation, wanted) }};
  {%- endfor -%}
{%- endmacro %}

{%- macro postgres__refresh_materialized_view(relation) -%}
  {{- log('Applying REFRESH to: ' ~ relation.render()) -}}
refresh materialized view {{ relation }}
{%- endmacro %}

{#- What the database knows of it that a configuration can change. -#}
{%- macro postgres__describe_materialized_view(relation) -%}
  {%- do return({'indexes': run_query(get_show_indexes_sql(relation))}) -%}
{%- endmacro %}

{#- An index by what it is, not by its name, which is made anew each time. -#}
{%- macro xform_index_key(columns, unique, method) -%}
  {%- do return((columns | map('trim') | map('lower') | sort | join(',')) ~ '/' ~ (unique | lower) ~ '/' ~ method) -%}
{%- endmacro %}

{#- None, or {indexes: [{action, context}]}: what is gone from the configuration first, then what is new in it. -#}
{%- macro postgres__get_materialized_view_configuration_changes(existing_relation, new_config) -%}
  {%- set found, wanted = {}, {} -%}
  {%- for row in postgres__describe_materialized_view(existing_relation)['indexes'] -%}
    {%- do found.update({xform_index_key(row['column_names'].split(','), row['unique'], row['method']): row['name']}) -%}
  {%- endfor -%}
  {%- for index in new_config.get('indexes', default=[]) or [] -%}
    {%- set key = xform_index_key(index['columns'], index.get('unique', False), index.get('type') or 'btree') -%}
    {%- do wanted.update({key: index}) -%}
  {%- endfor -%}
  {%- set changes = [] -%}
  {%- for key, name in found.items() if key not in wanted -%}
    {%- do changes.append({'action': 'drop', 'context': {'name': name}}) -%}
  {%- endfor -%}
  {%- for key, index in wanted.items() if key not in found -%}
    {%- do changes.append({'action': 'create', 'context': index}) -%}
  {%- endfor -%}
  {%- do return({'requires_full_refresh': False, 'indexes': changes} if changes else none) -%}
{%- endmacro %}

{%- macro postgres__get_alter_materialized_view_as_sql(
    relation, configuration_changes, sql, existing_relation, backup_relation, intermediate_relation) -%}
  {%- if configuration_changes.requires_full_refresh -%}
    {{ get_replace_sql(existing_relation, relation, sql) }}
  {%- else -%}
    {{ postgres__update_indexes_on_materialized_view(relation, configuration_changes.indexes) }}
  {%- endif -%}
{%- endmacro %}

{%- macro postgres__update_indexes_on_materialized_view(relation, index_changes) -%}
  {{ log('Applying UPDATE INDEXES to: ' ~ relation.render()) }}
  {%- for change in index_changes %}
    {%- if change.action == 'drop' %}
{{ get_drop_index_sql(relation, change.context.name) }};
    {%- else %}
{{ get_create_index_sql(relation, change.context) }};
    {%- endif %}
  {%- endfor %}
{%- endmacro %}
