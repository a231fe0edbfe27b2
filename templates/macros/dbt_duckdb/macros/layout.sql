{#- DuckLake's physical layout of a table: partitions and sort order, from the model's configuration. -#}
{%- macro duckdb__get_partitioned_by(relation, temporary) -%}
  {%- set wish = config.get('partitioned_by', none) or config.get('partition_by', none) -%}
  {%- do return(xform_ducklake_layout_columns('partitioned_by', wish, relation, temporary)) -%}
{%- endmacro %}

{%- macro duckdb__get_sorted_by(relation, temporary) -%}
  {%- set wish = config.get('sorted_by', none) or config.get('sort_by', none) -%}
  {%- do return(xform_ducklake_layout_columns('sorted_by', wish, relation, temporary)) -%}
{%- endmacro %}

{%- macro xform_ducklake_layout_columns(name, wish, relation, temporary) -%}
  {%- if temporary or not wish -%}
    {%- do return(none) -%}
  {%- elif not adapter.is_ducklake(relation) -%}
    {%- do adapter.warn_once(name ~ ' only means something to DuckLake; ' ~ relation.render() ~ ' is built without it') -%}
    {%- do return(none) -%}
  {%- endif -%}
  {%- do return(normalize_string_or_list(wish, name) | join(', ')) -%}
{%- endmacro %}

{%- macro duckdb__alter_table_set_partitioned_by(relation, partitioned_by) -%}
alter table {{ relation.render() }} set partitioned by ({{ partitioned_by }});
{%- endmacro %}

{%- macro duckdb__alter_table_set_sorted_by(relation, sorted_by) -%}
alter table {{ relation.render() }} set sorted by ({{ sorted_by }});
{%- endmacro %}

{%- macro xform_duckdb_table_layout(relation, partitioned_by, sorted_by) -%}
  {{ duckdb__alter_table_set_partitioned_by(relation, partitioned_by) if partitioned_by }}
  {{ duckdb__alter_table_set_sorted_by(relation, sorted_by) if sorted_by }}
{%- endmacro %}

{%- macro normalize_string_or_list(raw, field_name) -%}
  {%- if raw is none -%}
    {%- do return([]) -%}
  {%- elif raw is string -%}
    {%- do return([raw]) -%}
  {%- elif raw is mapping or raw is not iterable -%}
    {%- do exceptions.raise_compiler_error(field_name ~ ' is a string or a list of strings, not ' ~ raw) -%}
  {%- endif -%}
  {%- do return(raw | list) -%}
{%- endmacro %}
