{%- macro duckdb__get_binding_char() -%}
  {{ return(adapter.get_binding_char()) }}
{%- endmacro %}

{%- macro duckdb__get_batch_size() -%}
  {{ return(10000) }}
{%- endmacro %}

{%- macro duckdb__create_csv_table(model, agate_table) -%}
  {%- set verb = 'create or replace table' if xform_can_replace_in_catalog(this) else 'create table' -%}
  {%- set text = xform_seed_table_sql(model, agate_table, verb) -%}
  {%- call statement('_') -%}{{ text }}{%- endcall -%}
  {%- do return(text) -%}
{%- endmacro %}

{%- macro duckdb__reset_csv_table(model, full_refresh, old_relation, agate_table) -%}
  {%- if full_refresh and xform_can_replace_in_catalog(this) -%}
    {%- do return(create_csv_table(model, agate_table)) -%}
  {%- endif -%}
  {%- do return(default__reset_csv_table(model, full_refresh, old_relation, agate_table)) -%}
{%- endmacro %}

{#- DuckDB reads the file itself. -#}
{%- macro duckdb__load_csv_rows(model, agate_table) -%}
  {%- set file = adapter.escape_sql_string(adapter.get_seed_file_path(model)) -%}
  {%- set delimiter = adapter.escape_sql_string(config.get('delimiter', ',')) -%}
  {%- set text = 'copy ' ~ this.render() ~ " from '" ~ file ~ "' (format csv, header true, delimiter '" ~ delimiter ~ "')" -%}
  {%- do adapter.add_query(text, abridge_sql_log=True) -%}
  {%- do return(text) -%}
{%- endmacro %}
