select * from {{ ref('spend') }} where spent < 0
