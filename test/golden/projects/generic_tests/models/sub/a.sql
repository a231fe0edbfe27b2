select 1 as id, 2 as "Upper Col", 'x' as status
