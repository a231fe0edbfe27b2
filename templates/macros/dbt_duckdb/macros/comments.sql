{#- Dollar quoting takes any text but its own mark. -#}
{%- macro duckdb_escape_comment(comment) -%}
  {%- set mark = '$dbt_comment_literal_block$' -%}
  {%- if comment is not string -%}
    {%- do exceptions.raise_compiler_error('A description must be text, not ' ~ comment) -%}
  {%- elif mark in comment -%}
    {%- do exceptions.raise_compiler_error('A description must not contain ' ~ mark ~ ': ' ~ comment) -%}
  {%- endif -%}
  {{ mark ~ comment ~ mark }}
{%- endmacro %}

{%- macro duckdb__alter_relation_comment(relation, comment) -%}
  {%- set kind = 'view' if relation.is_view or relation.type == 'external' else 'table' -%}
comment on {{ kind }} {{ relation.render() }} is {{ duckdb_escape_comment(comment) }};
{%- endmacro %}

{%- macro duckdb__alter_column_comment(relation, column_dict) -%}
  {%- for name, column in column_dict.items() %}
comment on column {{ relation.render() }}.{{ adapter.quote(name) if column.get('quote') else name }} is {{ duckdb_escape_comment(column['description']) }};
  {%- endfor -%}
{%- endmacro %}

{%- macro duckdb__apply_grants(relation, grant_config, should_revoke=True) -%}
  {%- if grant_config -%}
    {%- do adapter.warn_once('DuckDB has no grants: the grants configuration is ignored') -%}
  {%- endif -%}
{%- endmacro %}
