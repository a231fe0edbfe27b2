{%- macro snowflake__get_columns_in_relation(relation) -%}
  {%- set columns = [] -%}
  {%- for row in run_query('describe table ' ~ relation.render()) -%}
    {%- do columns.append(api.Column.from_description(row['name'], row['type'])) -%}
  {%- endfor -%}
  {%- do return(columns) -%}
{%- endmacro %}

{#- A type with its length is changed in place, in either direction that the server allows. -#}
{%- macro snowflake__alter_column_type(relation, column_name, new_column_type) -%}
  {%- call statement('alter_column_type', auto_begin=False) -%}
    alter {{ xform_snowflake_table_word(relation) }} {{ relation.render() }} alter {{ adapter.quote(column_name) }} set data type {{ new_column_type }};
  {%- endcall -%}
{%- endmacro %}

{#- One statement adds, one drops: the server takes several columns in each. -#}
{%- macro snowflake__alter_relation_add_remove_columns(relation, add_columns, remove_columns) -%}
  {%- set word = 'dynamic table' if relation.is_dynamic_table else relation.type -%}
  {%- set added, removed = [], [] -%}
  {%- for column in add_columns or [] -%}
    {%- do added.append(adapter.quote(column.name) ~ ' ' ~ column.expanded_data_type) -%}
  {%- endfor -%}
  {%- for column in remove_columns or [] -%}
    {%- do removed.append(adapter.quote(column.name)) -%}
  {%- endfor -%}
  {%- if added -%}
    {%- do run_query('alter ' ~ word ~ ' ' ~ relation.render() ~ ' add column ' ~ added | join(', ')) -%}
  {%- endif -%}
  {%- if removed -%}
    {%- do run_query('alter ' ~ word ~ ' ' ~ relation.render() ~ ' drop column ' ~ removed | join(', ')) -%}
  {%- endif -%}
{%- endmacro %}

{%- macro xform_snowflake_table_word(relation) -%}
  {%- do return('dynamic table' if relation.is_dynamic_table else 'table') -%}
{%- endmacro %}
