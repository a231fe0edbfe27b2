{#- Raises when the columns of `sql` and of the model's contract differ in name or type; prints nothing. -#}
{%- macro get_assert_columns_equivalent(sql) -%}
  {{ return(adapter.dispatch('get_assert_columns_equivalent', 'dbt')(sql)) }}
{%- endmacro %}

{%- macro default__get_assert_columns_equivalent(sql) -%}
  {{ return(assert_columns_equivalent(sql)) }}
{%- endmacro %}

{%- macro assert_columns_equivalent(sql) -%}
  {%- set promised_columns = model['columns'] -%}
  {%- if not promised_columns -%}
    {%- do exceptions.raise_contract_error([], []) -%}
  {%- endif -%}
  {%- set actual = format_columns(get_column_schema_from_query(sql, config.get('sql_header', none))) -%}
  {%- set promised = format_columns(get_column_schema_from_query(get_empty_schema_sql(xform_contracted_columns(promised_columns)))) -%}
  {#- Order does not matter: the select is rearranged. -#}
  {%- if actual | map(attribute='formatted') | sort | list != promised | map(attribute='formatted') | sort | list -%}
    {%- do exceptions.raise_contract_error(promised, actual) -%}
  {%- endif -%}
{%- endmacro %}

{%- macro format_columns(columns) -%}
  {%- set formatted = [] -%}
  {%- for column in columns -%}
    {%- do formatted.append(adapter.dispatch('format_column', 'dbt')(column)) -%}
  {%- endfor -%}
  {%- do return(formatted) -%}
{%- endmacro %}

{%- macro default__format_column(column) -%}
  {%- set type = column.dtype -%}
  {%- do return({'name': column.column, 'data_type': type, 'formatted': column.column.lower() ~ ' ' ~ type}) -%}
{%- endmacro %}

{%- macro get_table_columns_and_constraints() -%}
  {{- adapter.dispatch('get_table_columns_and_constraints', 'dbt')() -}}
{%- endmacro %}

{%- macro default__get_table_columns_and_constraints() -%}
  {{ return(table_columns_and_constraints()) }}
{%- endmacro %}

{#- Columns with the engine's names of portable types (string, float), unless the contract says alias_types: false. -#}
{%- macro xform_contracted_columns(columns) -%}
  {%- if not model.contract.alias_types -%}{{ return(columns) }}{%- endif -%}
  {%- set translated = {} -%}
  {%- for key, column in columns.items() -%}
    {%- set copy = {} -%}
    {%- do copy.update(column) -%}
    {%- if column['data_type'] -%}
      {%- do copy.update({'data_type': api.Column.translate_type(column['data_type'])}) -%}
    {%- endif -%}
    {%- do translated.update({key: copy}) -%}
  {%- endfor -%}
  {{ return(translated) }}
{%- endmacro %}

{%- macro table_columns_and_constraints() -%}
  {%- set columns = adapter.render_raw_columns_constraints(raw_columns=xform_contracted_columns(model['columns'])) -%}
  {%- set constraints = adapter.render_raw_model_constraints(raw_constraints=model['constraints']) -%}
(
  {{ (columns + constraints) | join(',\n  ') }}
)
{%- endmacro %}
