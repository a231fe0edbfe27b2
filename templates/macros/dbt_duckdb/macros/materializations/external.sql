{#-
  A file with a view on it. The rows go into a temporary table first, so that a failing query leaves the old file; the
  view is replaced in the transaction, after the file.
-#}
{%- materialization external, adapter='duckdb', supported_languages=['sql', 'python'] -%}
  {%- set options = render_write_options(config) -%}
  {%- set location = render(config.get('location', default=external_location(this, config))) -%}
  {%- set write_options = adapter.external_write_options(location, options) -%}
  {%- set existing = load_cached_relation(this) -%}
  {%- set target = this.incorporate(type='view') -%}
  {%- set python = model['language'] == 'python' -%}
  {%- set rows = default__make_temp_relation(target.incorporate(type='table'), '__dbt_tmp') if python
      else make_temp_relation(target) -%}
  {%- do xform_drop_build_leftovers(target, existing) -%}
  {{ run_hooks(pre_hooks, inside_transaction=False) }}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}

  {%- call statement('create_table', language=model['language']) -%}
    {{ create_table_as(not python, rows, compiled_code, model['language']) }}
  {%- endcall -%}
  {%- set filter = xform_fill_empty_external(rows) -%}
  {#- Written beside the old files and then renamed: readers see the old ones or the new ones, whole. -#}
  {%- set staging = adapter.external_staging_location(location, options) -%}
  {%- do write_to_file(rows, staging, write_options) -%}
  {%- do adapter.publish_external(staging, location) -%}
  {%- set plugin = config.get('plugin') or ('glue|' ~ config.get('glue_database', 'default')
      if config.get('glue_register', default=false)) -%}
  {%- if plugin -%}
    {%- do store_relation(plugin, rows, location, options['format'], config) -%}
  {%- endif -%}

  {%- set drop_first = existing is not none and not xform_replaces_in_place(existing, target) -%}
  {%- call statement('main') -%}
    {{ get_drop_sql(existing) ~ ';' if drop_first }}
create or replace view {{ target.render() }} as (
  select * from {{ xform_external_scan(location, options) }}
  {{ filter }}
);
  {%- endcall -%}
  {%- if drop_first -%}
    {%- do adapter.cache_dropped(existing) -%}
  {%- endif -%}
  {%- do adapter.drop_relation(rows) -%}

  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {%- do apply_grants(target, config.get('grants'), should_revoke=should_revoke(existing, full_refresh_mode=True)) -%}
  {%- do persist_docs(target, model) -%}
  {%- do adapter.commit() -%}
  {{ run_hooks(post_hooks, inside_transaction=False) }}
  {{ return({'relations': [target]}) }}
{%- endmaterialization %}

{#- A file without rows tells no columns (CSV, JSON): it gets one row of nulls, which the returned condition hides. -#}
{%- macro xform_fill_empty_external(rows) -%}
  {%- set count = run_query('select count(*) as row_count from ' ~ rows.render()).columns[0].values()[0] -%}
  {%- if count | int > 0 -%}
    {%- do return('') -%}
  {%- endif -%}
  {%- set nulls, conditions = [], [] -%}
  {%- for column in adapter.get_columns_in_relation(rows) -%}
    {%- do nulls.append('null') -%}
    {%- do conditions.append(column.quoted ~ ' is not null') -%}
  {%- endfor -%}
  {%- do run_query('insert into ' ~ rows.render() ~ ' values (' ~ nulls | join(', ') ~ ')') -%}
  {%- do return('where ' ~ conditions | join(' and ')) -%}
{%- endmacro %}
