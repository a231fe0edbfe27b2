{{ config(materialized='ephemeral') }}
select id as user_id, name, active from {{ ref('users') }}
