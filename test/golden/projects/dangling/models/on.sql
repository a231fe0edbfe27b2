{{ config(post_hook=["{{ note('model') }}", "select 1 from {{ ref('other') }}"]) }}
select 1 as id
