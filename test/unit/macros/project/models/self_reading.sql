{{ config(materialized='table') }}
{% set there = adapter.get_relation(this.database, this.schema, this.identifier) %}
select {{ var('stage') }} as stage {% if there %} union all select stage from {{ this }} {% endif %}
