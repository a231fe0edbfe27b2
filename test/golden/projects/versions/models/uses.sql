select * from {{ ref('dim') }}
union all select * from {{ ref('dim', v=1) }}
union all select * from {{ ref('vers', 'dim', version='3') }}
union all select * from {{ ref('fact') }}
union all select * from {{ ref('fact', version=1) }}
union all select * from {{ ref('strv') }}
