{{ config(tags=['slow'], severity='error') }}
select * from {{ ref('daily') }} where cents < 0
