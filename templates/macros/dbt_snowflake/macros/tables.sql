{%- macro snowflake__create_table_as(temporary, relation, compiled_code, language='sql') -%}
  {%- if language != 'sql' -%}
    {%- do exceptions.raise_compiler_error('Models in ' ~ language ~ ' do not run on Snowflake here: xform has no Snowpark. Write the model in SQL.') -%}
  {%- endif -%}
  {%- set iceberg = not temporary and xform_is_iceberg() -%}
  {%- set transient = config.get('transient', default=true) -%}
  {%- set kind = 'temporary ' if temporary else 'iceberg ' if iceberg else 'transient ' if transient else '' -%}
  {%- set alter = 'alter iceberg table ' if iceberg else 'alter table ' -%}
  {%- set clusters = config.get('cluster_by', default=none) -%}
  {%- set clusters = [clusters] if clusters is string else clusters -%}
  {%- set contract = config.get('contract') -%}
  {%- set enforced = contract and contract.enforced and not temporary -%}
  {%- if enforced -%}
    {{ get_assert_columns_equivalent(compiled_code) }}
  {%- endif -%}
  {%- set code = get_select_subquery(compiled_code) if enforced else compiled_code -%}
{{ config.get('sql_header', none) or '' }}
create or replace {{ kind }}table {{ relation.render() }}
  {{ get_table_columns_and_constraints() if enforced }}
  {{ xform_iceberg_settings() if iceberg }}
  {{ xform_snowflake_copies() if not temporary }}
  {{ xform_snowflake_policies() if not temporary }}
as (
  {%- if clusters and not temporary %}
  select * from (
    {{ code }}
  ) order by ({{ clusters | join(', ') }})
  {%- else %}
  {{ code }}
  {%- endif %}
);
  {%- if clusters and not temporary %}
{{ alter ~ relation.render() }} cluster by ({{ clusters | join(', ') }});
    {%- if config.get('automatic_clustering', default=false) %}
{{ alter ~ relation.render() }} resume recluster;
    {%- endif %}
  {%- endif -%}
{%- endmacro %}

{#- `table_format: iceberg` makes tables of Snowflake's own catalog; those of other catalogs are not there. -#}
{%- macro xform_is_iceberg() -%}
  {%- set format = config.get('table_format', default=none) -%}
  {%- if config.get('catalog_name', default=none) -%}
    {%- do exceptions.raise_compiler_error('catalog_name: xform makes Iceberg tables in the catalog of Snowflake only (table_format: iceberg)') -%}
  {%- elif format is not none and format | lower not in ['default', 'iceberg'] -%}
    {%- do exceptions.raise_compiler_error("table_format is 'default' or 'iceberg', not '" ~ format ~ "'") -%}
  {%- endif -%}
  {%- do return(format is not none and format | lower == 'iceberg') -%}
{%- endmacro %}

{#- Where the files of an Iceberg table lie: root/schema/name below the external volume, and a part of the model's own. -#}
{%- macro xform_iceberg_settings() -%}
  {%- set volume = config.get('external_volume', default=none) -%}
  {%- set version = config.get('iceberg_version', default=none) -%}
  {%- set partitions = config.get('partition_by', default=none) -%}
  {%- set partitions = [partitions] if partitions is string else partitions -%}
  {%- set parts = [config.get('base_location_root', default=none) or '_dbt', model.schema, model.name,
      config.get('base_location_subpath', default=none)] -%}
  {{ 'partition by (' ~ partitions | join(', ') ~ ')' if partitions }}
  {{ "external_volume = '" ~ volume ~ "'" if volume }}
  catalog = 'SNOWFLAKE'
  base_location = '{{ parts | select | join('/') }}'
  {{ 'iceberg_version = ' ~ version if version }}
{%- endmacro %}

{#- What a table keeps of the one that it replaces. -#}
{%- macro xform_snowflake_copies() -%}
  {{ 'copy grants' if config.get('copy_grants', default=false) }} {{ 'copy tags' if config.get('copy_tags', default=false) }}
{%- endmacro %}

{#- Row access policy and tags of a new relation. -#}
{%- macro xform_snowflake_policies() -%}
  {%- if config.get('row_access_policy', default=none) %} with row access policy {{ config.get('row_access_policy') }}{% endif -%}
  {%- if config.get('table_tag', default=none) %} with tag ({{ config.get('table_tag') }}){% endif -%}
{%- endmacro %}

{%- macro snowflake__create_view_as(relation, sql) -%}
  {{ xform_snowflake_view_sql(relation, sql, temporary=false) }}
{%- endmacro %}

{%- macro xform_snowflake_view_sql(relation, sql, temporary) -%}
  {%- set contract = config.get('contract') -%}
  {%- if contract and contract.enforced -%}
    {{ get_assert_columns_equivalent(sql) }}
  {%- endif -%}
  {%- set comments = '' -%}
  {%- if config.persist_column_docs() and model.columns and not temporary -%}
    {%- set comments = get_persist_docs_column_list(model.columns, get_columns_in_query(sql)) -%}
  {%- endif -%}
{{ config.get('sql_header', none) or '' }}
create or replace {{ 'secure ' if config.get('secure', default=false) and not temporary }}{{ 'temporary ' if temporary }}view {{ relation.render() }}
  {{ comments }}
  {{ 'copy grants' if config.get('copy_grants', default=false) and not temporary }}
  {{ xform_snowflake_policies() if not temporary }}
as (
  {{ sql }}
);
{%- endmacro %}

{%- macro snowflake__get_drop_sql(relation) -%}
  {%- set word = {'materialized_view': 'materialized view', 'dynamic_table': 'dynamic table'}.get(relation.type, relation.type) -%}
drop {{ word }} if exists {{ relation.render() }}{{ ' cascade' if relation.type in ['table', 'view'] }}
{%- endmacro %}

{%- macro snowflake__rename_relation(from_relation, to_relation) -%}
  {%- call statement('rename_relation', auto_begin=False) -%}
    alter {{ 'view' if from_relation.is_view else 'table' }} {{ from_relation.render() }} rename to {{ to_relation.render() }}
  {%- endcall -%}
{%- endmacro %}

{%- macro snowflake__get_rename_table_sql(relation, new_name) -%}
  alter table {{ relation.render() }} rename to {{ relation.incorporate(path={'identifier': new_name}).render() }}
{%- endmacro %}

{%- macro snowflake__get_rename_view_sql(relation, new_name) -%}
  alter view {{ relation.render() }} rename to {{ relation.incorporate(path={'identifier': new_name}).render() }}
{%- endmacro %}

{%- macro snowflake__get_replace_table_sql(relation, sql) -%}
  {{ snowflake__create_table_as(False, relation, sql) }}
{%- endmacro %}

{%- macro snowflake__get_replace_view_sql(relation, sql) -%}
  {{ snowflake__create_view_as(relation, sql) }}
{%- endmacro %}

{%- macro snowflake__truncate_relation(relation) -%}
  {%- call statement('truncate_relation', auto_begin=False) -%}
    truncate table {{ relation.render() }}
  {%- endcall -%}
{%- endmacro %}

{%- macro snowflake__can_clone_table() -%}
  {%- do return(true) -%}
{%- endmacro %}

{#- A clone of a transient table is transient as well. -#}
{%- macro snowflake__create_or_replace_clone(this_relation, defer_relation) -%}
create or replace {{ 'transient ' if config.get('transient', default=true) }}table {{ this_relation.render() }} clone {{ defer_relation.render() }} {{ xform_snowflake_copies() }}
{%- endmacro %}
