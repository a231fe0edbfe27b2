{%- macro snowflake__create_csv_table(model, agate_table) -%}
  {%- set text = xform_seed_table_sql(model, agate_table, 'create transient table') -%}
  {%- call statement('_', auto_begin=False) -%}{{ text }}{%- endcall -%}
  {%- do return(text) -%}
{%- endmacro %}

{#- Without a full refresh the rows are overwritten when the new ones come, so readers never see an empty table. -#}
{%- macro snowflake__reset_csv_table(model, full_refresh, old_relation, agate_table) -%}
  {%- if not full_refresh -%}
    {%- do return('-- ' ~ old_relation.render() ~ ' is overwritten') -%}
  {%- endif -%}
  {%- do adapter.drop_relation(old_relation) -%}
  {%- do return(create_csv_table(model, agate_table)) -%}
{%- endmacro %}

{%- macro snowflake__load_csv_rows(model, agate_table) -%}
  {%- if not agate_table.rows | length -%}
    {%- do snowflake__truncate_relation(this) -%}
    {%- do return('') -%}
  {%- endif -%}
  {%- set into = 'into ' ~ this.render() ~ ' (' ~ get_seed_column_quoted_csv(model, agate_table.column_names) ~ ') values\n' -%}
  {%- set row_text = '(' ~ ([get_binding_char()] * (agate_table.column_names | length)) | join(',') ~ ')' -%}
  {%- set sent = [] -%}
  {%- do adapter.add_query('BEGIN', auto_begin=False) -%}
  {%- for rows in agate_table.rows | batch(get_batch_size()) -%}
    {%- set bindings = [] -%}
    {%- for row in rows -%}
      {%- do bindings.extend(row) -%}
    {%- endfor -%}
    {%- set text = ('insert overwrite ' if loop.first else 'insert ') ~ into ~ ([row_text] * (rows | length)) | join(',') -%}
    {%- do adapter.add_query(text, bindings=bindings, abridge_sql_log=True, auto_begin=False) -%}
    {%- if loop.first -%}
      {%- do sent.append(text) -%}
    {%- endif -%}
  {%- endfor -%}
  {%- do adapter.add_query('COMMIT', auto_begin=False) -%}
  {%- do return(sent | first) -%}
{%- endmacro %}
