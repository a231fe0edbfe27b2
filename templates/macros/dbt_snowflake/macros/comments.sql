{#- Dollar quoting takes any text but its own mark. -#}
{%- macro xform_snowflake_comment(text) -%}
  {%- do return('$$' ~ (text or '') | replace('$', '[$]') ~ '$$') -%}
{%- endmacro %}

{%- macro snowflake__alter_relation_comment(relation, relation_comment) -%}
comment on {{ 'dynamic table' if relation.is_dynamic_table else relation.type }} {{ relation.render() }} is {{ xform_snowflake_comment(relation_comment) }};
{%- endmacro %}

{%- macro snowflake__alter_column_comment(relation, column_dict) -%}
  {%- set changes = [] -%}
  {%- for name, column in column_dict.items() -%}
    {%- do changes.append(xform_snowflake_column_name(name, column) ~ ' comment ' ~ xform_snowflake_comment(column['description'])) -%}
  {%- endfor -%}
alter {{ 'dynamic table' if relation.is_dynamic_table else relation.type }} {{ relation.render() }} alter {{ changes | join(', ') }};
{%- endmacro %}

{%- macro xform_snowflake_column_name(name, column) -%}
  {%- do return(adapter.quote(name) if column.get('quote') else adapter.quote(name | upper)) -%}
{%- endmacro %}

{#- A view is made with the comments of its columns, which cannot be changed afterwards. -#}
{%- macro snowflake__persist_docs(relation, model, for_relation, for_columns) -%}
  {{ default__persist_docs(relation, model, for_relation, for_columns and not relation.is_view) }}
{%- endmacro %}

{%- macro get_persist_docs_column_list(model_columns, query_columns) -%}
(
  {%- for name in query_columns %}
    {{ get_column_comment_sql(name, model_columns) }}{{ ',' if not loop.last }}
  {%- endfor %}
)
{%- endmacro %}

{%- macro get_column_comment_sql(column_name, column_dict) -%}
  {%- set found = [] -%}
  {%- for name, column in column_dict.items() if name == column_name or name | upper == column_name | upper -%}
    {%- do found.append(column['description']) -%}
  {%- endfor -%}
  {{ adapter.quote(column_name) }} comment {{ xform_snowflake_comment(found | first | default('', true)) }}
{%- endmacro %}
