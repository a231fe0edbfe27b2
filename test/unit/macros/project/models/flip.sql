{{ config(materialized='view' if var('stage') != 2 else 'table') }}
select 1 as a
