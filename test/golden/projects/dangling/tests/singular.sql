select * from {{ ref('on') }} where false
