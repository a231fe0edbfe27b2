{#-
  DuckDB's DDL is transactional, so a new version takes the place of the old one by `create or replace` in the node's
  transaction: others read the old one until the commit. Only where that cannot be is a second name used.
-#}
{%- macro duckdb__xform_build_relation(existing, target, code) -%}
  {%- if existing is none and xform_can_replace_in_catalog(target) -%}
    {%- do return(xform_build_first_version(target, code)) -%}
  {%- elif existing is not none and xform_builds_under_second_name(existing, target, code) -%}
    {%- if existing.is_table -%}
      {%- do drop_indexes_on_relation(existing) -%}
    {%- endif -%}
    {%- do return(default__xform_build_relation(existing, target, code)) -%}
  {%- endif -%}

  {%- set referencing = drop_foreign_key_dependents(target) if may_be_foreign_key_target(existing) else [] -%}
  {%- set drop_first = existing is not none and not xform_replaces_in_place(existing, target) -%}
  {%- call statement('main') -%}
    {{ get_drop_sql(existing) ~ ';' if drop_first }}
    {{ get_create_sql(target, code) }}
  {%- endcall -%}
  {%- if drop_first -%}
    {%- do adapter.cache_dropped(existing) -%}
  {%- endif -%}
  {%- if target.is_table -%}
    {%- do create_indexes(target) -%}
  {%- endif -%}
  {%- do restore_foreign_key_dependents(referencing) -%}
  {%- do return(none) -%}
{%- endmacro %}

{#- Named in two steps as in dbt, whose statements in target/run people and tools know. -#}
{%- macro xform_build_first_version(target, code) -%}
  {%- set intermediate = make_intermediate_relation(target) -%}
  {%- call statement('main') -%}
    {{ get_create_sql(intermediate, code) }}
  {%- endcall -%}
  {%- do adapter.rename_relation(intermediate, target) -%}
  {%- if target.is_table -%}
    {%- do create_indexes(target) -%}
  {%- endif -%}
  {%- do return(none) -%}
{%- endmacro %}

{#- A table may read its own old version: `create or replace ... as` still sees that, a dropped or emptied one is gone. -#}
{%- macro xform_builds_under_second_name(existing, target, code) -%}
  {%- set contract = config.get('contract') -%}
  {%- set old_is_gone = (contract and contract.enforced) or not xform_replaces_in_place(existing, target) -%}
  {%- do return(target.is_table and old_is_gone and target.render() in code) -%}
{%- endmacro %}

{%- macro duckdb__xform_replaces_in_place(existing, target) -%}
  {%- do return(existing.type == target.type and xform_can_replace_in_catalog(target)) -%}
{%- endmacro %}

{#- Databases of other kinds can be attached (Iceberg, for one); not all of them know `or replace`. -#}
{%- macro xform_can_replace_in_catalog(relation) -%}
  {%- set database = relation.database -%}
  {%- do return(database is none
      or database | lower == target.database | lower
      or adapter.is_ducklake(relation)
      or adapter.catalog_supports_foreign_keys(database)) -%}
{%- endmacro %}
