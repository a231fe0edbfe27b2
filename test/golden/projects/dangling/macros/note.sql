{% macro note(what) %}select '{{ what }}', '{{ var("where_to") }}'{% endmacro %}
