{{ config(tags=['in', 'base'], grants={'+select': 'r2', 'insert': ['w9']}, meta={'b': 3}) }}
{{ config(post_hook="select 'post'", tags='second', unique_key=['a', 'b']) }}
{{ config({'event_time': 'ts', 'begin': '2024-01-01', 'full_refresh': true}) }}
select {{ config.get('materialized') }} as x, '{{ config.get("nope", "dflt") }}' y
