{{ config(enabled=var('nope', false)) }}
select 1 as id, {{ undefined_macro('x') }} as y, '{{ unknown.attribute.chain }}' as z
