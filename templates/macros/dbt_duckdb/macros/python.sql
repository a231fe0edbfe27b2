{#- The code that stores what model() returned; whoever runs the model calls materialize(df, con). -#}
{%- macro py_write_table(temporary, relation, compiled_code, partitioned_by=none, sorted_by=none) -%}
  {%- set name = relation.include(database=not temporary, schema=not temporary) | string -%}
  {%- set kind = 'temporary table' if temporary else 'table' -%}
  {%- set partitioned_by = partitioned_by or duckdb__get_partitioned_by(relation, temporary) -%}
  {%- set sorted_by = sorted_by or duckdb__get_sorted_by(relation, temporary) -%}
{{ compiled_code }}

materialize_target = {{ name | tojson }}

def materialize(df, con, target=materialize_target):
    if type(df).__module__.split('.')[0] == 'pyarrow':
        import pyarrow.dataset  # duckdb scans Arrow data by way of it
    rows = {{ ('__dbt_python_model_df_' ~ relation.identifier) | tojson }}
    con.register(rows, df)
  {%- if partitioned_by or sorted_by %}
    con.execute(f'create or replace {{ kind }} {target} as select * from "{rows}" limit 0')
    con.execute({{ (xform_duckdb_table_layout(relation, partitioned_by, sorted_by) | trim) | tojson }})
    con.execute(f'insert into {target} select * from "{rows}"')
  {%- else %}
    con.execute(f'create or replace {{ kind }} {target} as select * from "{rows}"')
  {%- endif %}
    con.unregister(rows)
{%- endmacro %}

{%- macro flight_name(parsed_model) -%}
  {{ return(adapter.dispatch('flight_name', 'dbt')(parsed_model)) }}
{%- endmacro %}

{%- macro default__flight_name(parsed_model) -%}
  {%- set parts = ['dbt', project_name, parsed_model['database'], parsed_model['schema'], parsed_model['alias']] -%}
  {%- do return(parts | join('-')) -%}
{%- endmacro %}

{#- The name of the remote job (a MotherDuck Flight) that runs a Python model. -#}
{%- macro duckdb__flight_name(parsed_model) -%}
  {{ return(default__flight_name(parsed_model)) }}
{%- endmacro %}
