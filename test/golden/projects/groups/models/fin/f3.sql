select * from {{ ref('f2') }}
