select * from {{ ref('lib', 'in_file') }} join {{ ref('common') }} using (w) -- {{ lib.lib_macro() }} {{ dbt.type_string() }}
