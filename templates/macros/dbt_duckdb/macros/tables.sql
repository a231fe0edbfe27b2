{%- macro create_table_as(temporary, relation, compiled_code, language='sql', partitioned_by=none, sorted_by=none) -%}
  {%- set create = adapter.dispatch('create_table_as', 'dbt') -%}
  {{ return(create(temporary, relation, compiled_code, language, partitioned_by, sorted_by)) }}
{%- endmacro %}

{%- macro duckdb__create_table_as(
    temporary, relation, compiled_code, language='sql', partitioned_by=none, sorted_by=none) -%}
  {%- if language == 'python' -%}
    {{ return(py_write_table(temporary, relation, compiled_code, partitioned_by, sorted_by)) }}
  {%- elif language != 'sql' -%}
    {%- do exceptions.raise_compiler_error('Models in ' ~ language ~ ' do not run on DuckDB; sql and python do') -%}
  {%- endif -%}

  {%- set name = relation.include(database=not temporary, schema=not temporary) -%}
  {%- set create = xform_create_or_replace_words(relation, temporary) -%}
  {%- set contract = config.get('contract') -%}
  {%- set enforced = contract and contract.enforced -%}
  {%- set partitioned_by = partitioned_by or duckdb__get_partitioned_by(relation, temporary) -%}
  {%- set sorted_by = sorted_by or duckdb__get_sorted_by(relation, temporary) -%}
{{ config.get('sql_header', none) or '' }}
  {%- if enforced -%}
    {{ get_assert_columns_equivalent(compiled_code) }}
  {%- endif -%}
  {%- if enforced and not temporary %}
{{ create }} {{ name }} {{ get_table_columns_and_constraints() }};
{{ xform_duckdb_table_layout(relation, partitioned_by, sorted_by) }}
insert into {{ name }} {{ get_column_names() }} (
  {{ get_select_subquery(compiled_code) }}
);
  {%- elif partitioned_by or sorted_by -%}
{#- The layout only holds for rows that come after it. -#}
{{ create }} {{ name }} as select * from (
  {{ compiled_code }}
) limit 0;
{{ xform_duckdb_table_layout(relation, partitioned_by, sorted_by) }}
insert into {{ name }} (
  {{ compiled_code }}
);
  {%- else %}
{{ create }} {{ name }} as (
  {{ compiled_code }}
);
  {%- endif -%}
{%- endmacro %}

{%- macro xform_create_or_replace_words(relation, temporary) -%}
  {%- do return('create ' ~ ('or replace ' if temporary or xform_takes_the_place_of_another(relation))
      ~ ('temporary ' if temporary) ~ 'table') -%}
{%- endmacro %}

{%- macro xform_takes_the_place_of_another(relation) -%}
  {%- do return(xform_can_replace_in_catalog(relation) and load_cached_relation(relation) is not none) -%}
{%- endmacro %}

{#- The columns in the order of the contract, for `insert into`. -#}
{%- macro get_column_names() -%}
(
  {{ default__get_column_names() }}
)
{%- endmacro %}

{%- macro duckdb__create_view_as(relation, sql) -%}
  {%- set contract = config.get('contract') -%}
  {%- if contract and contract.enforced -%}
    {{ get_assert_columns_equivalent(sql) }}
  {%- endif -%}
{{ config.get('sql_header', none) or '' }}
create {{ 'or replace ' if xform_takes_the_place_of_another(relation) }}view {{ relation.render() }} as (
  {{ sql }}
);
{%- endmacro %}

{%- macro duckdb__drop_relation(relation) -%}
  {%- call statement('drop_relation', auto_begin=False) -%}
    drop {{ 'view' if relation.is_view or relation.type == 'external' else relation.type }} if exists {{ relation.render() }} cascade
  {%- endcall -%}
{%- endmacro %}

{%- macro duckdb__rename_relation(from_relation, to_relation) -%}
  {%- do xform_rename(from_relation, to_relation, auto_begin=true) -%}
{%- endmacro %}

{%- macro xform_rename(from_relation, to_relation, auto_begin) -%}
  {%- call statement('rename_relation', auto_begin=auto_begin) -%}
    alter {{ 'view' if from_relation.is_view else 'table' }} {{ from_relation.render() }} rename to {{ adapter.quote(to_relation.identifier) }}
  {%- endcall -%}
{%- endmacro %}
