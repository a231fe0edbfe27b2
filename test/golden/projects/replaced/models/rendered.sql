{% set x = 1 %}select * from {{ source('b', 't') }}, {{ source('a', 'z') }}, {{ source('a', 'z') }}
