select * from {{ ref('orders_snapshot') }} join {{ ref('yaml_snapshot') }} using (id)
