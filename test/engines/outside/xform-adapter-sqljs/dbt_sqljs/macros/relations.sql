{% macro sqljs__drop_table(relation) %}
  drop table if exists {{ relation }}
{% endmacro %}

{% macro sqljs__drop_view(relation) %}
  drop view if exists {{ relation }}
{% endmacro %}

{% macro sqljs__truncate_relation(relation) %}
  {% call statement('truncate') %}delete from {{ relation }}{% endcall %}
{% endmacro %}

{% macro sqljs__create_view_as(relation, sql) %}
  create view {{ relation }} as {{ sql }}
{% endmacro %}

{% macro sqljs__create_table_as(temporary, relation, sql) %}
  create table {{ relation }} as {{ sql }}
{% endmacro %}

{#- A view cannot be renamed, and one that reads a missing table stops every rename: what is there is dropped in the
    transaction, not swapped. -#}
{% macro sqljs__xform_build_relation(existing, target, code) %}
  {% if existing is not none %}
    {% call statement('drop_existing') %}{{ get_drop_sql(existing) }}{% endcall %}
  {% endif %}
  {% call statement('main') %}{{ get_create_sql(target, code) }}{% endcall %}
  {{ return(none) }}
{% endmacro %}
