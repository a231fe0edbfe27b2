{%- materialization unit, default -%}
  {%- set rows = config.get('expected_rows') -%}
  {%- set expected = config.get('expected_sql') -%}
  {%- set types, quoted = {}, {} -%}
  {%- set columns = xform_get_unit_test_columns(sql) -%}
  {%- for column in columns -%}
    {%- do types.update({column.name | lower: column.data_type}) -%}
    {%- do quoted.update({column.name | lower: column.quoted}) -%}
  {%- endfor -%}

  {#- Only what the expectation names is compared; without rows there is nothing to name, so all of it is. -#}
  {%- set names = (rows[0].keys() if rows else columns | map(attribute='name')) | list -%}
  {%- if not expected -%}
    {%- set expected = get_expected_sql(rows, types, quoted) -%}
  {%- endif -%}
  {%- set compared = [] -%}
  {%- for name in names -%}
    {%- do compared.append(quoted.get(name | lower, adapter.quote(name))) -%}
  {%- endfor -%}

  {%- call statement('main', fetch_result=True) -%}
    {{ get_unit_test_sql(sql, expected, compared) }}
  {%- endcall -%}
  {{ return({'relations': []}) }}
{%- endmaterialization %}

{#- The columns that the tested SQL gives, with the types that expected values are cast to. -#}
{%- macro xform_get_unit_test_columns(tested_sql) -%}
  {{ return(adapter.dispatch('xform_get_unit_test_columns', 'dbt')(tested_sql)) }}
{%- endmacro %}

{#- An empty temporary table tells types better than a result set does. -#}
{%- macro default__xform_get_unit_test_columns(tested_sql) -%}
  {%- set empty = make_temp_relation(this.incorporate(type='table')) -%}
  {%- do run_query(get_create_table_as_sql(True, empty, get_empty_subquery_sql(tested_sql))) -%}
  {%- set columns = adapter.get_columns_in_relation(empty) -%}
  {%- do adapter.drop_relation(empty) -%}
  {%- do return(columns) -%}
{%- endmacro %}
