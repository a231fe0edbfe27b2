{% macro default__lib_macro() %}2 = 2{% endmacro %}
{% macro helper_of_root() %}{{ lib.calls_unknown() }}{% endmacro %}
{% test root_test(model, column_name) %}select 1 from {{ model }}{% endtest %}
{% materialization mine, adapter='duckdb' %}{{ return({'relations': []}) }}{% endmaterialization %}
{% materialization other, default %}{{ lib.lib_macro() }}{% endmaterialization %}
