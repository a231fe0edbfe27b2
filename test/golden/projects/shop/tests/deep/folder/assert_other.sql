select * from {{ source('plain', 't1') }} where {{ cents('x') }} < 0
