{{ config(access='private', group='finance') }}
select * from {{ ref('f1') }}
