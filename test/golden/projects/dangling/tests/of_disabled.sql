select * from {{ ref('off') }} join {{ ref('on') }} using (id)
