{%- macro trino__get_binding_char() -%}
  {%- do return('?' if adapter.prepared_statements_enabled() else '%s') -%}
{%- endmacro %}

{#- Values are planned one by one, so a statement with very many takes long before it starts. -#}
{%- macro trino__get_batch_size() -%}
  {%- do return(1000) -%}
{%- endmacro %}

{#- Nothing a connector has in its way keeps the old rows out: the table is made anew. -#}
{%- macro trino__reset_csv_table(model, full_refresh, old_relation, agate_table) -%}
  {%- do adapter.drop_relation(old_relation) -%}
  {%- do return(create_csv_table(model, agate_table)) -%}
{%- endmacro %}

{%- macro trino__create_csv_table(model, agate_table, on_exists=none) -%}
  {%- set text = xform_seed_table_sql(model, agate_table, 'create or replace table' if on_exists == 'replace' else 'create table') ~ ' ' ~ properties() -%}
  {%- call statement('_') -%}{{ text }}{%- endcall -%}
  {%- do return(text) -%}
{%- endmacro %}

{#- A column with a configured type gets its text cast; the server converts nothing by itself. -#}
{%- macro trino__load_csv_rows(model, agate_table) -%}
  {%- set mark, marks = get_binding_char(), [] -%}
  {%- set given_types = model['config'].get('column_types') or {} -%}
  {%- for name in agate_table.column_names -%}
    {%- set type = given_types.get(name) -%}
    {%- do marks.append('cast(' ~ mark ~ ' as ' ~ type ~ ')' if type else mark) -%}
  {%- endfor -%}
  {%- set row_marks = '(' ~ marks | join(',') ~ ')' -%}
  {%- set into = 'insert into ' ~ this.render() ~ ' (' ~ get_seed_column_quoted_csv(model, agate_table.column_names)
      ~ ') values ' -%}
  {%- do return(xform_insert_seed_rows(agate_table, into, row_marks)) -%}
{%- endmacro %}
