{%- macro spark__get_binding_char() -%}
  {%- do return('%s') -%}
{%- endmacro %}

{%- macro spark__get_batch_size() -%}
  {%- do return(1000) -%}
{%- endmacro %}

{%- macro spark__create_csv_table(model, agate_table) -%}
  {%- set text = xform_seed_table_sql(model, agate_table, 'create table') ~ '\n' ~ file_format_clause() ~ ' '
      ~ partition_cols(label='partitioned by') ~ ' ' ~ clustered_cols(label='clustered by') ~ ' ' ~ location_clause()
      ~ ' ' ~ comment_clause() -%}
  {%- call statement('_') -%}{{ text }}{%- endcall -%}
  {%- do return(text) -%}
{%- endmacro %}

{%- macro spark__reset_csv_table(model, full_refresh, old_relation, agate_table) -%}
  {%- do adapter.drop_relation(old_relation) -%}
  {%- do return(create_csv_table(model, agate_table)) -%}
{%- endmacro %}

{#- Each value is cast to its column's type: the server would take the type of the first row for all. -#}
{%- macro spark__load_csv_rows(model, agate_table) -%}
  {%- set given_types = model['config'].get('column_types') or {} -%}
  {%- set marks = [] -%}
  {%- for name in agate_table.column_names -%}
    {%- do marks.append('cast(%s as ' ~ given_types.get(name, adapter.convert_type(agate_table, loop.index0)) ~ ')') -%}
  {%- endfor -%}
  {%- set row_marks = '(' ~ marks | join(', ') ~ ')' -%}
  {%- set into = 'insert ' ~ 'into ' ~ this.render() ~ ' values ' -%}
  {%- do return(xform_insert_seed_rows(agate_table, into, row_marks)) -%}
{%- endmacro %}
