{{ config(materialized='table', indexes=[{'columns': ['id'], 'unique': true}, {'columns': ['id','name']}]) }}
select id, name from {{ ref('src') }}
