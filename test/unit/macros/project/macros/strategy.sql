{% macro get_incremental_twice_over_sql(arg_dict) %}
  insert into {{ arg_dict.target_relation }}
  select t.* from {{ arg_dict.temp_relation }} as t, range(2)
{% endmacro %}
