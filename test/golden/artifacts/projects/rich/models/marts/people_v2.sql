{{ config(post_hook="insert into audit select now()::timestamp") }}
select user_id, name, active from {{ ref('stg_users') }} limit {{ var('limit') }}
