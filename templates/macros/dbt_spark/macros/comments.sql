{#- The relation's description is part of its creation. -#}
{%- macro spark__persist_docs(relation, model, for_relation, for_columns) -%}
  {%- if for_columns and config.persist_column_docs() and model.columns and not relation.is_view -%}
    {%- do alter_column_comment(relation, model.columns) -%}
  {%- endif -%}
{%- endmacro %}

{%- macro spark__alter_column_comment(relation, column_dict) -%}
  {%- set existing = adapter.get_columns_in_relation(relation) -%}
  {%- set described = validate_doc_columns(relation, column_dict, existing | map(attribute='name') | list) -%}
  {%- for name, column in described.items() if column['description'] -%}
    {%- do run_query('alter table ' ~ relation.render() ~ ' change column '
        ~ (adapter.quote(name) if column.get('quote') else name) ~ ' comment ' ~ xform_spark_literal(column['description'])) -%}
  {%- endfor -%}
{%- endmacro %}
