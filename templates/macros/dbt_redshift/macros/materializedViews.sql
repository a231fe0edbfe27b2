{#- Rows lie by a column, everywhere or evenly; a materialized view has no style of the server's own choice. -#}
{%- macro redshift__get_create_materialized_view_as_sql(relation, sql) -%}
  {%- set layout = dist(config.get('dist', default=none)) | trim -%}
  {%- set columns = config.get('sort', default=none) -%}
  {%- set columns = [columns] if columns is string else columns -%}
create materialized view {{ relation }}
  backup {{ 'no' if config.get('backup', default=true) == false else 'yes' }}
  {{ layout or 'diststyle even' }}
  {{ 'sortkey (' ~ columns | join(', ') ~ ')' if columns }}
  auto refresh {{ 'yes' if config.get('auto_refresh', default=false) else 'no' }}
as (
  {{ sql }}
)
{%- endmacro %}

{#- How one is laid out is not read back from the server, so a change takes a full refresh. -#}
{%- macro redshift__get_materialized_view_configuration_changes(existing_relation, new_config) -%}
  {%- do return(none) -%}
{%- endmacro %}
