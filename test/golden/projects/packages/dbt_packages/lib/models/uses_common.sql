select * from {{ ref('common') }}, {{ ref('lib', 'common') }}, {{ source('lib_src', 't') }}
