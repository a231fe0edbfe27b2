{{ config(materialized='incremental', tags=['file']) }}
select '{{ var("shared") }}' from {{ ref('lib_seed') }} where {{ lib_macro() }}
