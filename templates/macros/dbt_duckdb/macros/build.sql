{#-
  DuckDB's DDL is transactional, so a new version takes the place of the old one by `create or replace` in the node's
  transaction: others read the old one until the commit. Only where that cannot be is a second name used.
-#}
{%- macro duckdb__xform_build_relation(existing, target, code) -%}
  {%- if xform_builds_under_second_name(existing, target, code) -%}
    {%- if existing is not none and existing.is_table -%}
      {%- do drop_indexes_on_relation(existing) -%}
    {%- endif -%}
    {%- do return(xform_build_and_rename(existing, target, code)) -%}
  {%- endif -%}

  {%- set referencing = drop_foreign_key_dependents(target) if may_be_foreign_key_target(existing) else [] -%}
  {%- set drop_first = existing is not none and not xform_replaces_in_place(existing, target) -%}
  {%- set several = drop_first or referencing or xform_has_more_to_commit() -%}
  {%- call statement('main', auto_begin=(true if several else false)) -%}
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

{#-
  Whether anything besides one statement has to be in the node's transaction. A statement alone is atomic by
  itself, and DuckDB binds the views below it only once when no transaction was opened around it.
-#}
{%- macro xform_has_more_to_commit() -%}
  {%- set hooks = post_hooks | selectattr('transaction') | list -%}
  {%- set docs = config.persist_relation_docs() or config.persist_column_docs() -%}
  {%- set contract = config.get('contract') -%}
  {#- With a contract or a layout the table is created empty and filled by a second statement. -#}
  {%- set more = [hooks, docs, contract and contract.enforced] -%}
  {%- for setting in ['grants', 'indexes', 'sql_header', 'partitioned_by', 'partition_by', 'sorted_by', 'sort_by'] -%}
    {%- do more.append(config.get(setting)) -%}
  {%- endfor -%}
  {%- do return(more | select | list | length > 0) -%}
{%- endmacro %}

{#- Indexes come last: a table that has one cannot be renamed. -#}
{%- macro xform_build_and_rename(existing, target, code) -%}
  {%- set intermediate = make_intermediate_relation(target) -%}
  {%- set several = existing is not none or xform_has_more_to_commit() -%}
  {%- call statement('main', auto_begin=(true if several else false)) -%}
    {{ get_create_sql(intermediate, code) }}
  {%- endcall -%}
  {%- if not several -%}
    {%- do xform_rename(intermediate, target, auto_begin=false) -%}
    {%- do adapter.cache_renamed(intermediate, target) -%}
    {%- do return(none) -%}
  {%- endif -%}
  {%- set outdated = xform_swap_into_place(existing, intermediate, target) -%}
  {%- if target.is_table -%}
    {%- do create_indexes(target) -%}
  {%- endif -%}
  {%- do return(outdated) -%}
{%- endmacro %}

{%- macro xform_builds_under_second_name(existing, target, code) -%}
  {%- if has_foreign_key_constraints() -%}
    {#- What it references would go on knowing it by the other name. -#}
    {%- do return(false) -%}
  {%- endif -%}
  {%- set contract = config.get('contract') -%}
  {%- if existing is none -%}
    {#- Views, and tables with a contract: the statement is dbt's own, which people and tools know from target/run. -#}
    {%- do return(target.is_view or (contract and contract.enforced)) -%}
  {%- endif -%}
  {#- A table may read its own old version: `create or replace ... as` sees it, after a drop or a truncation it is gone. -#}
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
