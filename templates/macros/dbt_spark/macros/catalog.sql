{#- There is no information schema: each relation is described. -#}
{%- macro spark__get_catalog(information_schema, schemas) -%}
  {%- do return(adapter.catalog_of_schemas(schemas)) -%}
{%- endmacro %}
