{#- Rows of both sides, told apart by actual_or_expected. -#}
{%- macro get_unit_test_sql(main_sql, expected_fixture_sql, expected_column_names) -%}
  {{ adapter.dispatch('get_unit_test_sql', 'dbt')(main_sql, expected_fixture_sql, expected_column_names) }}
{%- endmacro %}

{%- macro default__get_unit_test_sql(main_sql, expected_fixture_sql, expected_column_names) -%}
  {%- set columns = expected_column_names | join(', ') -%}
  {%- set side = adapter.quote('actual_or_expected') -%}
with dbt_internal_unit_test_actual as (
  select {{ columns }}, 'actual' as {{ side }} from (
    {{ main_sql }}
  ) _dbt_internal_unit_test_actual
), dbt_internal_unit_test_expected as (
  select {{ columns }}, 'expected' as {{ side }} from (
    {{ expected_fixture_sql }}
  ) _dbt_internal_unit_test_expected
)
select * from dbt_internal_unit_test_actual union all select * from dbt_internal_unit_test_expected
{%- endmacro %}

{#-
  An input's rows as a query. Types come from the relation that the input stands for; columns that a row leaves out
  are null.
-#}
{%- macro get_fixture_sql(rows, column_name_to_data_types) -%}
  {%- set types, quoted = column_name_to_data_types, {} -%}
  {%- if not types -%}
    {%- set types = {} -%}
    {%- for column in xform_fixture_columns() -%}
      {%- do types.update({column.name | lower: column.data_type}) -%}
      {%- do quoted.update({column.name | lower: column.quoted}) -%}
    {%- endfor -%}
  {%- endif -%}
  {%- set nulls = {} -%}
  {%- for name, type in types.items() -%}
    {%- do nulls.update({name: safe_cast('null', type) | trim}) -%}
    {%- if name not in quoted -%}
      {%- do quoted.update({name: adapter.quote(name)}) -%}
    {%- endif -%}
  {%- endfor -%}

  {%- set selects = [] -%}
  {%- for row in rows or [] -%}
    {%- do validate_fixture_rows(rows, loop.index0) -%}
    {%- set cells = {} -%}
    {%- do cells.update(nulls) -%}
    {%- do cells.update(format_row(row, types)) -%}
    {%- do selects.append(xform_fixture_select(cells, quoted)) -%}
  {%- endfor -%}
-- Fixture for {{ model.name }}
{{ selects | join('\nunion all\n') if selects else xform_fixture_select(nulls, quoted) ~ '\nlimit 0' }}
{%- endmacro %}

{%- macro xform_fixture_select(cells, quoted) -%}
  {%- set parts = [] -%}
  {%- for name, value in cells.items() -%}
    {%- do parts.append((value | trim) ~ ' as ' ~ quoted[name]) -%}
  {%- endfor -%}
select {{ parts | join(', ') }}
{%- endmacro %}

{#- The columns of the relation that the input being compiled stands for. -#}
{%- macro xform_fixture_columns() -%}
  {%- set relation = load_relation(this) or (load_relation(defer_relation) if defer_relation else none) -%}
  {%- if not relation -%}
    {%- do exceptions.raise_compiler_error('The types of the input ' ~ model.name ~ ' are not known: ' ~ this.render()
        ~ ' does not exist. Build it first (--empty will do), or give the input as SQL.') -%}
  {%- endif -%}
  {%- do return(adapter.get_columns_in_relation(relation)) -%}
{%- endmacro %}

{%- macro get_expected_sql(rows, column_name_to_data_types, column_name_to_quoted) -%}
  {%- set selects = [] -%}
  {%- for row in rows or [] -%}
    {%- do selects.append(xform_fixture_select(format_row(row, column_name_to_data_types), column_name_to_quoted)) -%}
  {%- endfor -%}
{{ selects | join('\nunion all\n') if selects else 'select * from dbt_internal_unit_test_actual limit 0' }}
{%- endmacro %}

{#- A row's values as casts, by lower-case column name. -#}
{%- macro format_row(row, column_name_to_data_types) -%}
  {%- set formatted = {} -%}
  {%- for given_name, value in row.items() -%}
    {%- set name = given_name | lower -%}
    {%- set type = column_name_to_data_types.get(name) -%}
    {%- if type is none -%}
      {%- do exceptions.raise_compiler_error(xform_unknown_fixture_column(given_name, column_name_to_data_types)) -%}
    {%- endif -%}
    {%- if value is none -%}
      {%- set cell = safe_cast('null', type) -%}
    {%- elif value is string -%}
      {#- A length would cut the value before it is compared. -#}
      {%- set type = 'character varying' if type.startswith('character varying(') else type -%}
      {%- set cell = safe_cast(string_literal(escape_single_quotes(value)), type) -%}
    {%- else -%}
      {%- set cell = safe_cast(value, type) -%}
    {%- endif -%}
    {%- do formatted.update({name: cell}) -%}
  {%- endfor -%}
  {%- do return(formatted) -%}
{%- endmacro %}

{%- macro xform_unknown_fixture_column(name, types) -%}
  {%- set place = 'expected output' if model.resource_type == 'unit_test' else "'" ~ model.name ~ "'" -%}
Invalid column name: '{{ name }}' in unit test fixture for {{ place }}. There are: {{ types.keys() | join(', ') }}
{%- endmacro %}

{#- For engines that must refuse some rows. -#}
{%- macro validate_fixture_rows(rows, row_number) -%}
  {{ return(adapter.dispatch('validate_fixture_rows', 'dbt')(rows, row_number)) }}
{%- endmacro %}

{%- macro default__validate_fixture_rows(rows, row_number) -%}
  {#- Nothing to refuse. -#}
{%- endmacro %}
