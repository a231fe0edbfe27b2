select * from {{ source('lib_src', 't') }} {{ var('shared') }} {{ var('scoped', 'no') }}
