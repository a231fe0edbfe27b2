select * from {{ source('s', 't') }} union all select * from {{ source('q', 'T1') }}
