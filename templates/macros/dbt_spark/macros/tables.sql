{%- macro spark__create_table_as(temporary, relation, compiled_code, language='sql') -%}
  {%- if temporary -%}
    {{ create_temporary_view(relation, compiled_code) }}
  {%- else -%}
    {%- set format = config.get('file_format') -%}
    {%- set contract = config.get('contract') -%}
    {%- set enforced = contract and contract.enforced -%}
    {%- set code = compiled_code -%}
    {%- if enforced -%}
      {{ get_assert_columns_equivalent(compiled_code) }}
      {%- set code = get_select_subquery(compiled_code) -%}
    {%- endif -%}
{{ config.get('sql_header', none) or '' }}
create {{ 'or replace ' if format in ['delta', 'iceberg'] }}table {{ relation.render() }}
{{ file_format_clause() }} {{ options_clause() }} {{ tblproperties_clause() }}
{{ partition_cols(label='partitioned by') }} {{ clustered_cols(label='clustered by') }}
{{ location_clause() }} {{ comment_clause() }}
as
{{ code }}
  {%- endif -%}
{%- endmacro %}

{%- macro create_temporary_view(relation, compiled_code) -%}
  {{ return(adapter.dispatch('create_temporary_view', 'dbt')(relation, compiled_code)) }}
{%- endmacro %}

{%- macro spark__create_temporary_view(relation, compiled_code) -%}
create or replace temporary view {{ relation.render() }} as
{{ compiled_code }}
{%- endmacro %}

{%- macro spark__create_view_as(relation, sql) -%}
  {%- set contract = config.get('contract') -%}
  {%- if contract and contract.enforced -%}
    {{ get_assert_columns_equivalent(sql) }}
  {%- endif -%}
{{ config.get('sql_header', none) or '' }}
create or replace view {{ relation.render() }}
{{ xform_view_column_comments(sql) }} {{ comment_clause() }} {{ tblproperties_clause() }}
as
{{ sql }}
{%- endmacro %}

{#- Comments of a view's columns can be given only when it is created, and then all columns are named. -#}
{%- macro xform_view_column_comments(sql) -%}
  {%- if config.persist_column_docs() and model.columns -%}
    {%- set names = get_columns_in_query(sql) -%}
    {%- set described = validate_doc_columns(this, model.columns, names) -%}
    {%- set descriptions, columns = {}, [] -%}
    {%- for name, column in described.items() if column['description'] -%}
      {%- do descriptions.update({name | lower: column['description']}) -%}
    {%- endfor -%}
    {%- for name in names -%}
      {%- set description = descriptions.get(name | lower) -%}
      {%- do columns.append(adapter.quote(name) ~ (' comment ' ~ xform_spark_literal(description) if description else '')) -%}
    {%- endfor -%}
    {{ '(' ~ columns | join(', ') ~ ')' if descriptions }}
  {%- endif -%}
{%- endmacro %}

{#- Delta and Iceberg replace a table in one step; other formats lose the old one first, for a rename keeps its folder. -#}
{%- macro spark__xform_build_relation(existing, target, code) -%}
  {%- if existing is not none and not xform_replaces_in_place(existing, target) -%}
    {%- do adapter.drop_relation(existing) -%}
  {%- endif -%}
  {%- call statement('main') -%}
    {{ get_create_sql(target, code) }}
  {%- endcall -%}
  {%- do return(none) -%}
{%- endmacro %}

{%- macro spark__xform_replaces_in_place(existing, target) -%}
  {%- if existing.is_view or target.is_view -%}
    {%- do return(existing.is_view and target.is_view) -%}
  {%- endif -%}
  {%- set format = config.get('file_format') -%}
  {%- do return(format in ['delta', 'iceberg'] and adapter.provider_of(existing) == format) -%}
{%- endmacro %}
