select * from {{ ref('f1') }}
