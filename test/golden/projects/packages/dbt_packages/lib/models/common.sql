select 'lib' as w
