{{ config(materialized=var('mat'), database=env_var('GOLDEN_DB', 'golden'), on_schema_change='fail', sql_header="-- h", incremental_predicates=['1=1'], indexes=[{'columns': ['a'], 'unique': true}]) }}
select 1
