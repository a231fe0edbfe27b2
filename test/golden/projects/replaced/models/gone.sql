select * from {{ source('b', 't') }}, {{ source('a', 'z') }}, {{ source('a', 't') }}, {{ source('a', 'z') }}
