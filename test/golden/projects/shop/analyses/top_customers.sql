select * from {{ ref('customers') }} order by 1 limit {{ var('min_amount') }}
