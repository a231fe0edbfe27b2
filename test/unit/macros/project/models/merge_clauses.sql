{{ config(
    materialized='incremental', incremental_strategy='merge', unique_key='id',
    merge_clauses={
      'when_matched': [
        {'action': 'delete', 'condition': "DBT_INTERNAL_SOURCE.name = 'a'"},
        {'action': 'update', 'mode': 'explicit', 'update': {'include': ['name'], 'set_expressions': {'amt': '-1'}}},
      ],
      'when_not_matched': [
        {'action': 'insert', 'mode': 'explicit', 'insert': {'columns': ['id', 'name'], 'values': ['DBT_INTERNAL_SOURCE.id', "'new'"]}},
      ],
    },
) }}
select id, name, amt from {{ ref('src') }}
