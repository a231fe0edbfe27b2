{{ config(materialized='view', pre_hook=["insert into main.hooklog select 'v pre'", {"sql": "insert into main.hooklog select 'v pre out'", "transaction": false}], post_hook="insert into main.hooklog select 'v post {{ this }}'") }}
select * from {{ ref('src') }}
