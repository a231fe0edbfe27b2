select id from {{ ref('src') }} where id < 0
