{{ config(materialized='table') }}
{% if var('stage') == 1 %}
select 1 as id, 'a' as name, 10 as amt, timestamp '2024-01-01 00:00:00' as updated_at
union all select 2, 'b', 20, timestamp '2024-01-01 00:00:00'
union all select 3, 'c', 30, timestamp '2024-01-01 00:00:00'
{% elif var('stage') == 2 %}
select 1 as id, 'a' as name, 10 as amt, timestamp '2024-01-01 00:00:00' as updated_at
union all select 2, 'B', 25, timestamp '2024-01-02 00:00:00'
union all select 4, 'd', 40, timestamp '2024-01-02 00:00:00'
{% else %}
select 1 as id, 'a' as name, 10 as amt, timestamp '2024-01-01 00:00:00' as updated_at, 'x' as extra
union all select 2, 'BB', 25, timestamp '2024-01-03 00:00:00', 'y'
union all select 3, 'c', 30, timestamp '2024-01-03 00:00:00', 'z'
union all select 4, 'd', 40, timestamp '2024-01-02 00:00:00', null
{% endif %}
