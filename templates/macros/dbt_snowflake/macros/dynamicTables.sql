{#- What of a dynamic table is configured, in the words of `show dynamic tables`. -#}
{%- macro xform_dynamic_table_settings() -%}
  {%- set settings = {
      'target_lag': config.get('target_lag', default=none),
      'warehouse': config.get('snowflake_warehouse', default=none),
      'refresh_mode': config.get('refresh_mode', default=none),
      'initialization_warehouse': config.get('snowflake_initialization_warehouse', default=none),
    } -%}
  {%- if not settings['target_lag'] and config.get('scheduler', default=none) != 'DISABLE' -%}
    {%- do exceptions.raise_compiler_error("A dynamic table needs the configuration target_lag, such as '1 hour' or downstream") -%}
  {%- elif settings['target_lag'] and config.get('scheduler', default=none) == 'DISABLE' -%}
    {%- do exceptions.raise_compiler_error("A dynamic table with scheduler: DISABLE is refreshed by nobody at a time: leave out target_lag") -%}
  {%- elif not settings['warehouse'] -%}
    {%- do exceptions.raise_compiler_error('A dynamic table needs the configuration snowflake_warehouse: the warehouse that refreshes it') -%}
  {%- endif -%}
  {%- do return(settings) -%}
{%- endmacro %}

{%- macro snowflake__get_create_dynamic_table_as_sql(relation, sql) -%}
  {{ xform_dynamic_table_sql('create', relation, sql) }}
{%- endmacro %}

{%- macro snowflake__get_replace_dynamic_table_sql(relation, sql) -%}
  {{ xform_dynamic_table_sql('create or replace', relation, sql) }}
{%- endmacro %}

{%- macro xform_dynamic_table_sql(verb, relation, sql) -%}
  {%- set settings = xform_dynamic_table_settings() -%}
  {%- set clusters = config.get('cluster_by', default=none) -%}
  {%- set clusters = [clusters] if clusters is string else clusters -%}
  {%- set kind = 'dynamic iceberg' if xform_is_iceberg() else 'transient dynamic' if config.get('transient', default=false) else 'dynamic' -%}
{{ verb }} {{ kind }} table {{ relation.render() }}
  {{ "target_lag = '" ~ settings['target_lag'] ~ "'" if settings['target_lag'] }}
  warehouse = {{ settings['warehouse'] }}
  {{ 'initialization_warehouse = ' ~ settings['initialization_warehouse'] if settings['initialization_warehouse'] }}
  {{ xform_iceberg_settings() if xform_is_iceberg() }}
  refresh_mode = {{ settings['refresh_mode'] or 'AUTO' }}
  initialize = {{ config.get('initialize', default='ON_CREATE') }}
  scheduler = '{{ config.get('scheduler', default='ENABLE') }}'
  {{ 'cluster by (' ~ clusters | join(', ') ~ ')' if clusters }}
  {{ xform_snowflake_copies() if verb != 'create' }}
  {{ xform_snowflake_policies() }}
  {{ 'immutable where (' ~ config.get('immutable_where') ~ ')' if config.get('immutable_where', default=none) }}
as (
  {{ sql }}
)
{%- endmacro %}

{#- {name: new value} of what differs; a difference in the refresh mode means a new table. -#}
{%- macro xform_dynamic_table_changes(existing) -%}
  {%- set found = adapter.describe_dynamic_table(existing) or {} -%}
  {%- set changes = {} -%}
  {%- for name, wanted in xform_dynamic_table_settings().items() if wanted -%}
    {%- set current = found.get(name) or '' -%}
    {%- set is_auto = name == 'refresh_mode' and wanted | upper == 'AUTO' -%}
    {%- if not is_auto and current | lower != wanted | lower -%}
      {%- do changes.update({name: wanted}) -%}
    {%- endif -%}
  {%- endfor -%}
  {%- do return(changes) -%}
{%- endmacro %}

{%- macro xform_alter_dynamic_table_sql(relation, changes, sql) -%}
  {%- if 'refresh_mode' in changes -%}
    {{ snowflake__get_replace_dynamic_table_sql(relation, sql) }}
  {%- else -%}
alter dynamic table {{ relation.render() }} set
    {%- for name, value in changes.items() %}
  {{ name }} = {{ "'" ~ value ~ "'" if name == 'target_lag' else value }}
    {%- endfor -%}
  {%- endif -%}
{%- endmacro %}

{%- macro snowflake__refresh_dynamic_table(relation) -%}
alter dynamic table {{ relation.render() }} refresh
{%- endmacro %}
