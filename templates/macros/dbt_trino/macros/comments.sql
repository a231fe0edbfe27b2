{%- macro trino__alter_relation_comment(relation, relation_comment) -%}
comment on {{ 'view' if relation.is_view else 'table' }} {{ relation.render() }} is {{ xform_literal(relation_comment) }}
{%- endmacro %}

{%- macro trino__alter_column_comment(relation, column_dict) -%}
  {%- for name, column in column_dict.items() if column['description'] %}
comment on column {{ relation.render() }}.{{ adapter.quote(name) if column.get('quote') else name }} is {{ xform_literal(column['description']) }};
  {%- endfor -%}
{%- endmacro %}

{#- A materialized view has its comment from its creation; it has none on columns. -#}
{%- macro trino__persist_docs(relation, model, for_relation, for_columns) -%}
  {%- if not relation.is_materialized_view and adapter.connector_can(relation.database, 'comment') -%}
    {{ default__persist_docs(relation, model, for_relation, for_columns) }}
  {%- endif -%}
{%- endmacro %}
