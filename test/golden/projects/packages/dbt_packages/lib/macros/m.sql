{% macro lib_macro() %}{{ return(adapter.dispatch('lib_macro', 'lib')()) }}{% endmacro %}
{% macro default__lib_macro() %}1 = 1{% endmacro %}
{% macro duckdb__only() %}x{% endmacro %}
{% macro calls_unknown() %}{{ not_there() }} {{ lib.lib_macro() }} {{ dbt.concat(['a']) }} {{ adapter.dispatch('only')() }} {{ helper_of_root() }}{% endmacro %}
{% test lib_test(model) %}select 1 from {{ model }} where {{ lib_macro() }}{% endtest %}
