{%- macro create_csv_table(model, agate_table) -%}
  {{ return(adapter.dispatch('create_csv_table', 'dbt')(model, agate_table)) }}
{%- endmacro %}

{%- macro default__create_csv_table(model, agate_table) -%}
  {%- set text = xform_seed_table_sql(model, agate_table, 'create table') -%}
  {%- call statement('_') -%}{{ text }}{%- endcall -%}
  {%- do return(text) -%}
{%- endmacro %}

{%- macro xform_seed_table_sql(model, agate_table, verb) -%}
  {%- set given_types = model['config'].get('column_types') or {} -%}
  {%- set quoting = model['config'].get('quote_columns', none) -%}
  {%- set columns = [] -%}
  {%- for name in agate_table.column_names -%}
    {%- set type = given_types.get(name, adapter.convert_type(agate_table, loop.index0)) -%}
    {%- do columns.append(adapter.quote_seed_column(name, quoting) ~ ' ' ~ type) -%}
  {%- endfor -%}
  {%- do return(verb ~ ' ' ~ this.render() ~ ' (' ~ columns | join(', ') ~ ')') -%}
{%- endmacro %}

{%- macro reset_csv_table(model, full_refresh, old_relation, agate_table) -%}
  {{ return(adapter.dispatch('reset_csv_table', 'dbt')(model, full_refresh, old_relation, agate_table)) }}
{%- endmacro %}

{#- Without a full refresh the table stays, with its columns: what else uses it goes on working. -#}
{%- macro default__reset_csv_table(model, full_refresh, old_relation, agate_table) -%}
  {%- if not full_refresh -%}
    {%- do adapter.truncate_relation(old_relation) -%}
    {%- do return('truncate table ' ~ old_relation.render()) -%}
  {%- endif -%}
  {%- do adapter.drop_relation(old_relation) -%}
  {%- do return(create_csv_table(model, agate_table)) -%}
{%- endmacro %}

{%- macro get_csv_sql(create_or_truncate_sql, insert_sql) -%}
  {{ adapter.dispatch('get_csv_sql', 'dbt')(create_or_truncate_sql, insert_sql) }}
{%- endmacro %}

{%- macro default__get_csv_sql(create_or_truncate_sql, insert_sql) -%}
{{ create_or_truncate_sql }};
-- dbt seed --
{{ insert_sql }}
{%- endmacro %}

{%- macro get_binding_char() -%}
  {{ adapter.dispatch('get_binding_char', 'dbt')() }}
{%- endmacro %}

{%- macro default__get_binding_char() -%}
  {%- do return('%s') -%}
{%- endmacro %}

{#- Rows of one insert. -#}
{%- macro get_batch_size() -%}
  {{ return(adapter.dispatch('get_batch_size', 'dbt')()) }}
{%- endmacro %}

{%- macro default__get_batch_size() -%}
  {%- do return(10000) -%}
{%- endmacro %}

{%- macro get_seed_column_quoted_csv(model, column_names) -%}
  {%- set quoting = model['config'].get('quote_columns', none) -%}
  {%- set quoted = [] -%}
  {%- for name in column_names -%}
    {%- do quoted.append(adapter.quote_seed_column(name, quoting)) -%}
  {%- endfor -%}
  {%- do return(quoted | join(', ')) -%}
{%- endmacro %}

{%- macro load_csv_rows(model, agate_table) -%}
  {{ return(adapter.dispatch('load_csv_rows', 'dbt')(model, agate_table)) }}
{%- endmacro %}

{%- macro default__load_csv_rows(model, agate_table) -%}
  {%- set into = 'insert into ' ~ this.render() ~ ' (' ~ get_seed_column_quoted_csv(model, agate_table.column_names)
      ~ ') values ' -%}
  {%- set row_marks = '(' ~ ([get_binding_char()] * (agate_table.column_names | length)) | join(',') ~ ')' -%}
  {%- do return(xform_insert_seed_rows(agate_table, into, row_marks)) -%}
{%- endmacro %}

{#- Inserts in batches, `row_marks` for each row. Returns the first insert, as a sample of what was sent. -#}
{%- macro xform_insert_seed_rows(agate_table, into, row_marks) -%}
  {%- set sent = [] -%}
  {%- for rows in agate_table.rows | batch(get_batch_size()) -%}
    {%- set bindings = [] -%}
    {%- for row in rows -%}
      {%- do bindings.extend(row) -%}
    {%- endfor -%}
    {%- set text = into ~ ([row_marks] * (rows | length)) | join(',') -%}
    {%- do adapter.add_query(text, bindings=bindings, abridge_sql_log=True) -%}
    {%- if loop.first -%}
      {%- do sent.append(text) -%}
    {%- endif -%}
  {%- endfor -%}
  {%- do return(sent | first | default('', true)) -%}
{%- endmacro %}
