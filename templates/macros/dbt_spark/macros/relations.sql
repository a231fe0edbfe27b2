{%- macro spark__list_relations_without_caching(relation) -%}
  {%- do return(adapter.relations_in_schema(relation.schema)) -%}
{%- endmacro %}

{#- Below the columns, `describe` lists partitions and more, after a line without a type or one with a sign. -#}
{%- macro spark__get_columns_in_relation(relation) -%}
  {%- set columns, state = [], namespace(over=false) -%}
  {%- for row in run_query('describe table ' ~ relation.render()) -%}
    {%- set name = row[0] -%}
    {%- if not name or name.startswith('#') -%}
      {%- set state.over = true -%}
    {%- elif not state.over -%}
      {%- do columns.append(api.Column(name, row[1])) -%}
    {%- endif -%}
  {%- endfor -%}
  {%- do return(columns) -%}
{%- endmacro %}

{%- macro spark__get_drop_sql(relation) -%}
drop {{ relation.type }} if exists {{ relation.render() }}
{%- endmacro %}

{%- macro spark__rename_relation(from_relation, to_relation) -%}
  {%- call statement('rename_relation') -%}
alter {{ from_relation.type }} {{ from_relation.render() }} rename to {{ to_relation.render() }}
  {%- endcall -%}
{%- endmacro %}

{#- `truncate` is not for every format; the formats that cannot, can delete. -#}
{%- macro spark__truncate_relation(relation) -%}
  {%- call statement('truncate_relation') -%}
{{ 'delete from' if adapter.provider_of(relation) in xform_lakehouse_formats() else 'truncate table' }} {{ relation.render() }}
  {%- endcall -%}
{%- endmacro %}

{%- macro spark__alter_relation_add_remove_columns(relation, add_columns, remove_columns) -%}
  {%- if remove_columns -%}
    {%- if (adapter.provider_of(relation) or '') != 'iceberg' -%}
      {%- do exceptions.raise_compiler_error('Columns can be taken out of Iceberg tables only, and ' ~ relation.render()
          ~ ' is another. Set on_schema_change to append_new_columns, or run with --full-refresh.') -%}
    {%- endif -%}
    {%- do run_query('alter table ' ~ relation.render() ~ ' drop columns (' ~ remove_columns | map(attribute='quoted') | join(', ') ~ ')') -%}
  {%- endif -%}
  {%- set added = [] -%}
  {%- for column in add_columns or [] -%}
    {%- do added.append(column.quoted ~ ' ' ~ column.data_type) -%}
  {%- endfor -%}
  {%- if added -%}
    {%- do run_query('alter table ' ~ relation.render() ~ ' add columns (' ~ added | join(', ') ~ ')') -%}
  {%- endif -%}
{%- endmacro %}

{%- macro spark__alter_column_type(relation, column_name, new_column_type) -%}
  {%- call statement('alter_column_type') -%}
alter table {{ relation.render() }} alter column {{ adapter.quote(column_name) }} type {{ new_column_type }}
  {%- endcall -%}
{%- endmacro %}

{%- macro spark__xform_widen_columns(rows, target) -%}
  {#- A string holds text of any length. -#}
{%- endmacro %}

{#- Views that a session alone sees have no schema. -#}
{%- macro spark__make_temp_relation(base_relation, suffix) -%}
  {%- do return(base_relation.incorporate(path={'schema': none, 'identifier': base_relation.identifier ~ suffix}, type='view')) -%}
{%- endmacro %}

{%- macro spark__make_intermediate_relation(base_relation, suffix) -%}
  {%- do return(base_relation.incorporate(path={'identifier': base_relation.identifier ~ suffix})) -%}
{%- endmacro %}
