{#- Where a model's file goes when it names no location. -#}
{%- macro external_location(relation, config) -%}
  {%- set folder = adapter.external_root() ~ '/' ~ relation.identifier -%}
  {%- if config.get('options', {}).get('partition_by') -%}
    {{ folder }}
  {%- else -%}
    {{ folder ~ '.' ~ (config.get('format') or 'parquet') }}
  {%- endif -%}
{%- endmacro %}

{#- The options of COPY, from `options` and the older separate configurations. -#}
{%- macro render_write_options(config) -%}
  {%- set options = {} -%}
  {%- for name, value in (config.get('options') or {}).items() -%}
    {%- do options.update({name: render(value) if value is string else value}) -%}
  {%- endfor -%}
  {%- for name in ['codec', 'format', 'delimiter'] -%}
    {%- set value = config.get(name, none) -%}
    {%- if value and name not in options -%}
      {%- do options.update({name: render(value)}) -%}
    {%- endif -%}
  {%- endfor -%}
  {%- do return(options) -%}
{%- endmacro %}

{%- macro location_exists(location) -%}
  {%- do return(adapter.location_exists(location)) -%}
{%- endmacro %}

{%- macro write_to_file(relation, location, options) -%}
  {%- call statement('write_to_file', auto_begin=False) -%}
    copy {{ relation.render() }} to '{{ adapter.escape_sql_string(location) }}' ({{ options }})
  {%- endcall -%}
{%- endmacro %}

{%- macro store_relation(plugin, relation, location, format, config) -%}
  {%- set columns = adapter.get_columns_in_relation(relation) -%}
  {%- do adapter.store_relation(plugin, relation, columns, location, format, config) -%}
{%- endmacro %}

{#- Views over the files of the external models that the selected nodes read; for databases in memory. -#}
{%- macro register_upstream_external_models() -%}
  {%- if execute -%}
    {%- set needed = [] -%}
    {%- for id in selected_resources if id in graph.nodes -%}
      {%- for parent in graph.nodes[id].depends_on.nodes if parent not in selected_resources and parent not in needed -%}
        {%- do needed.append(parent) -%}
      {%- endfor -%}
    {%- endfor -%}
    {%- for id in needed if id in graph.nodes and graph.nodes[id].config.materialized == 'external' -%}
      {%- do xform_register_external_model(graph.nodes[id]) -%}
    {%- endfor -%}
  {%- endif -%}
{%- endmacro %}

{%- macro xform_register_external_model(node) -%}
  {%- set relation = api.Relation.create(
      database=node.database, schema=node.schema, identifier=node.alias, type='view') -%}
  {%- set options = render_write_options(node.config) -%}
  {%- set location = render(node.config.get('location') or external_location(relation, node.config)) -%}
  {%- set ignored = adapter.external_write_options(location, options) -%}
  {%- do create_schema(relation) -%}
  {%- call statement('register_external_model') -%}
    create or replace view {{ relation.render() }} as (
      select * from {{ xform_external_scan(location, options) }}
    )
  {%- endcall -%}
  {%- do adapter.commit() -%}
{%- endmacro %}

{#- `options` after adapter.external_write_options, which settles the format. -#}
{%- macro xform_external_scan(location, options) -%}
  {%- set file = "'" ~ adapter.escape_sql_string(adapter.external_read_location(location, options)) ~ "'" -%}
  {%- set format = options.get('format', 'parquet') -%}
  {%- if format == 'parquet' -%}
    read_parquet({{ file }}, union_by_name={{ options.get('union_by_name', False) }})
  {%- elif format == 'csv' -%}
    read_csv({{ file }}, auto_detect=True)
  {%- elif format == 'json' -%}
    read_json({{ file }}, auto_detect=True)
  {%- else -%}
    {{ file }}
  {%- endif -%}
{%- endmacro %}
