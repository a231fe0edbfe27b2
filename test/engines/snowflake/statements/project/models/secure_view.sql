{{ config(secure=true, copy_grants=true) }} select id, name, amount from {{ ref('people') }}
