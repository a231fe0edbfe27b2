select 1 as id, {{ function('add_one') }}(1) as two
