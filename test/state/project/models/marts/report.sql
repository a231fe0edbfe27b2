select * from {{ ref('orders', v=1) }} join {{ ref('customers') }} using (id)
