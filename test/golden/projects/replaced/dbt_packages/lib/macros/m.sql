{% macro outer(a, b) %}{{ dispatched(inner(a)) }}{{ b }}{% endmacro %}
{% macro inner(x) %}{{ x }}{% endmacro %}
{% macro caller_of_all() %}{{ lib.outer(lib.dispatched(lib.inner(1))) }} {{ adapter.dispatch('dispatched', 'lib')(1) }}{% endmacro %}
{% macro dispatched(x) %}{{ return(adapter.dispatch('dispatched', 'lib')(x)) }}{% endmacro %}
{% macro default__dispatched(x) %}{{ x }}{% endmacro %}
