{%- macro spark__create_schema(relation) -%}
  {%- call statement('create_schema') -%}
create schema if not exists {{ relation.without_identifier() }}
  {%- endcall -%}
{%- endmacro %}

{%- macro spark__drop_schema(relation) -%}
  {%- call statement('drop_schema') -%}
drop schema if exists {{ relation.without_identifier() }} cascade
  {%- endcall -%}
{%- endmacro %}

{%- macro spark__list_schemas(database) -%}
  {%- do return(run_query('show schemas')) -%}
{%- endmacro %}

{#- One row with a number above zero when it is there. -#}
{%- macro spark__check_schema_exists(information_schema, schema) -%}
  {%- set found = run_query("show schemas like '" ~ schema ~ "'") -%}
  {%- do return(run_query('select ' ~ (found.rows | length))) -%}
{%- endmacro %}

{%- macro spark__generate_database_name(custom_database_name=none, node=none) -%}
  {%- do return(none) -%}
{%- endmacro %}
