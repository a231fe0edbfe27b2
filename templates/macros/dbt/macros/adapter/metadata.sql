{#- For macros that have no answer which is right on every engine. -#}
{%- macro xform_not_implemented_here(name) -%}
  {%- do exceptions.raise_not_implemented(adapter.type() ~ ' has no ' ~ name ~ ': its adapter, or your project, must define '
      ~ adapter.type() ~ '__' ~ name) -%}
{%- endmacro %}

{%- macro get_catalog(information_schema, schemas) -%}
  {{ return(adapter.dispatch('get_catalog', 'dbt')(information_schema, schemas)) }}
{%- endmacro %}

{%- macro default__get_catalog(information_schema, schemas) -%}
  {%- do xform_not_implemented_here('get_catalog') -%}
{%- endmacro %}

{%- macro get_catalog_relations(information_schema, relations) -%}
  {{ return(adapter.dispatch('get_catalog_relations', 'dbt')(information_schema, relations)) }}
{%- endmacro %}

{%- macro default__get_catalog_relations(information_schema, relations) -%}
  {%- do xform_not_implemented_here('get_catalog_relations') -%}
{%- endmacro %}

{%- macro get_catalog_for_single_relation(relation) -%}
  {{ return(adapter.dispatch('get_catalog_for_single_relation', 'dbt')(relation)) }}
{%- endmacro %}

{%- macro default__get_catalog_for_single_relation(relation) -%}
  {%- do xform_not_implemented_here('get_catalog_for_single_relation') -%}
{%- endmacro %}

{%- macro information_schema_name(database) -%}
  {{ return(adapter.dispatch('information_schema_name', 'dbt')(database)) }}
{%- endmacro %}

{%- macro default__information_schema_name(database) -%}
  {{ (database ~ '.') if database }}INFORMATION_SCHEMA
{%- endmacro %}

{%- macro list_schemas(database) -%}
  {{ return(adapter.dispatch('list_schemas', 'dbt')(database)) }}
{%- endmacro %}

{%- macro default__list_schemas(database) -%}
  {%- do return(run_query("select distinct schema_name from " ~ information_schema_name(database) ~ ".schemata"
      ~ " where lower(catalog_name) = lower('" ~ database ~ "')")) -%}
{%- endmacro %}

{%- macro check_schema_exists(information_schema, schema) -%}
  {{ return(adapter.dispatch('check_schema_exists', 'dbt')(information_schema, schema)) }}
{%- endmacro %}

{%- macro default__check_schema_exists(information_schema, schema) -%}
  {%- set schemata = information_schema.replace(information_schema_view='SCHEMATA') -%}
  {%- do return(run_query("select count(*) from " ~ schemata ~ " where catalog_name = '" ~ information_schema.database
      ~ "' and schema_name = '" ~ schema ~ "'")) -%}
{%- endmacro %}

{%- macro list_relations_without_caching(schema_relation) -%}
  {{ return(adapter.dispatch('list_relations_without_caching', 'dbt')(schema_relation)) }}
{%- endmacro %}

{%- macro default__list_relations_without_caching(schema_relation) -%}
  {%- do xform_not_implemented_here('list_relations_without_caching') -%}
{%- endmacro %}

{%- macro list_function_relations_without_caching(schema_relation) -%}
  {{ return(adapter.dispatch('list_function_relations_without_caching', 'dbt')(schema_relation)) }}
{%- endmacro %}

{%- macro default__list_function_relations_without_caching(schema_relation) -%}
  {%- do xform_not_implemented_here('list_function_relations_without_caching') -%}
{%- endmacro %}

{%- macro get_relations() -%}
  {{ return(adapter.dispatch('get_relations', 'dbt')()) }}
{%- endmacro %}

{%- macro default__get_relations() -%}
  {%- do xform_not_implemented_here('get_relations') -%}
{%- endmacro %}

{%- macro get_relation_last_modified(information_schema, relations) -%}
  {{ return(adapter.dispatch('get_relation_last_modified', 'dbt')(information_schema, relations)) }}
{%- endmacro %}

{%- macro default__get_relation_last_modified(information_schema, relations) -%}
  {%- do xform_not_implemented_here('get_relation_last_modified') -%}
{%- endmacro %}

{#- Packages ask this to tell dbt 1.x (and what behaves like it) from the rewritten dbt. -#}
{%- macro is_core_v2() -%}
  {%- do return(false) -%}
{%- endmacro %}
