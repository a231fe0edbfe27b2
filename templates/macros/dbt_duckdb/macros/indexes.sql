{%- macro duckdb__get_create_index_sql(relation, index_dict) -%}
  {%- set index = adapter.parse_index(index_dict) -%}
create {{ 'unique ' if index.unique }}index {{ adapter.quote(index.render(relation)) }}
on {{ relation.render() }} ({{ index.columns | join(', ') }})
{%- endmacro %}

{%- macro xform_indexes_on_relation(relation) -%}
  {%- do return(run_query("select index_name, sql from duckdb_indexes() where database_name = '"
      ~ adapter.escape_sql_string(relation.database) ~ "' and schema_name = '"
      ~ adapter.escape_sql_string(relation.schema) ~ "' and table_name = '"
      ~ adapter.escape_sql_string(relation.identifier) ~ "'")) -%}
{%- endmacro %}

{%- macro drop_indexes_on_relation(relation) -%}
  {%- do xform_take_indexes(relation) -%}
{%- endmacro %}

{#-
  Drops the indexes and returns the statements that make them again, under other names: an index that is dropped and
  made again under its name in one transaction cannot be committed (DuckDB 1.5 refuses, or ends the process).
-#}
{%- macro xform_take_indexes(relation) -%}
  {%- set texts = [] -%}
  {%- for row in xform_indexes_on_relation(relation) -%}
    {%- set schema_name = relation.without_identifier().render() -%}
    {%- do run_query('drop index ' ~ schema_name ~ '.' ~ adapter.quote(row[0])) -%}
    {%- set begin = 'CREATE (?:UNIQUE )?INDEX ' ~ xform_identifier_pattern() ~ ' ON ' -%}
    {%- set definition = xform_definition_at(begin, relation, row[1]) -%}
    {%- set new_name = ' INDEX ' ~ adapter.quote(xform_other_index_name(row[0])) ~ ' ON ' -%}
    {%- do texts.append(modules.re.sub(' INDEX ' ~ xform_identifier_pattern() ~ ' ON ', new_name, definition, count=1)) -%}
  {%- endfor -%}
  {%- do return(texts) -%}
{%- endmacro %}

{%- macro xform_other_index_name(name) -%}
  {%- if modules.re.fullmatch('[0-9a-f]{32}', name) -%}
    {%- do return(local_md5(name ~ py_current_timestring())) -%}
  {%- endif -%}
  {%- set mark = '__again' -%}
  {%- do return(name[:-(mark | length)] if name.endswith(mark) else name ~ mark) -%}
{%- endmacro %}

{%- macro xform_identifier_pattern() -%}
  {%- do return('(?:"(?:[^"]|"")*"|\\w+)') -%}
{%- endmacro %}

{#- A definition as the catalog gives it, with the whole name of its table: there it may lack schema and database. -#}
{%- macro xform_definition_at(begin, relation, definition) -%}
  {%- set name = '(?:' ~ xform_identifier_pattern() ~ '\\.)*' ~ xform_identifier_pattern() -%}
  {%- set found = modules.re.match('(' ~ begin ~ ')' ~ name, definition) -%}
  {%- do return(found.group(1) ~ relation.render() ~ definition[found.end():]) -%}
{%- endmacro %}

{%- macro xform_restore_indexes(texts) -%}
  {%- for text in texts -%}
    {%- do run_query(text) -%}
  {%- endfor -%}
{%- endmacro %}
