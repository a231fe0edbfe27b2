{{ config(meta={'from': 'sql'}) }}
select 1 as id, 2 as a
