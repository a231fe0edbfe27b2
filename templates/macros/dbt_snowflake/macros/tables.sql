{%- macro snowflake__create_table_as(temporary, relation, compiled_code, language='sql') -%}
  {%- if language != 'sql' -%}
    {%- do exceptions.raise_compiler_error('Models in ' ~ language ~ ' do not run on Snowflake here: xform has no Snowpark. Write the model in SQL.') -%}
  {%- endif -%}
  {%- set transient = config.get('transient', default=true) -%}
  {%- set kind = 'temporary ' if temporary else 'transient ' if transient else '' -%}
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
  {{ xform_snowflake_policies() if not temporary }}
  {{ 'copy grants' if config.get('copy_grants', default=false) and not temporary }}
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
alter table {{ relation.render() }} cluster by ({{ clusters | join(', ') }});
    {%- if config.get('automatic_clustering', default=false) %}
alter table {{ relation.render() }} resume recluster;
    {%- endif %}
  {%- endif -%}
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
  {{ xform_snowflake_policies() if not temporary }}
  {{ 'copy grants' if config.get('copy_grants', default=false) and not temporary }}
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
create or replace {{ 'transient ' if config.get('transient', default=true) }}table {{ this_relation.render() }} clone {{ defer_relation.render() }}{{ ' copy grants' if config.get('copy_grants', default=false) }}
{%- endmacro %}
