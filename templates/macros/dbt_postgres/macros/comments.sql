{#- Dollar quoting takes any text but its own mark. -#}
{%- macro postgres_escape_comment(comment) -%}
  {%- set mark = '$dbt_comment_literal_block$' -%}
  {%- if comment is not string or mark in comment -%}
    {%- do exceptions.raise_compiler_error('A description must be text without ' ~ mark ~ ': ' ~ comment) -%}
  {%- endif -%}
  {{ mark ~ comment ~ mark }}
{%- endmacro %}

{%- macro postgres__alter_relation_comment(relation, comment) -%}
comment on {{ relation.type | string | replace('_', ' ') }} {{ relation }} is {{ postgres_escape_comment(comment) }};
{%- endmacro %}

{%- macro postgres__alter_column_comment(relation, column_dict) -%}
  {%- for name, column in column_dict.items() %}
    {%- set column_name = adapter.quote(name) if column.get('quote') else name %}
comment on column {{ relation }}.{{ column_name }} is {{ postgres_escape_comment(column['description']) }};
  {%- endfor -%}
{%- endmacro %}
