{#-
  DuckDB's DDL is transactional, so a new version takes the place of the old one by `create or replace` in the node's
  transaction: others read the old one until the commit. Only where that cannot be is a second name used.
-#}
{%- macro duckdb__build_relation(existing, target, code, language) -%}
  {%- if builds_under_second_name(existing, target, code, language) -%}
    {%- if existing is not none and existing.is_table -%}
      {%- do drop_indexes_on_relation(existing) -%}
    {%- endif -%}
    {%- do return(default__build_relation(existing, target, code, language)) -%}
  {%- endif -%}

  {%- set referencing = drop_foreign_key_dependents(target) if may_be_foreign_key_target(existing) else [] -%}
  {%- set drop_first = existing is not none and not replaces_in_place(existing, target) -%}
  {%- do run_main_create(target, code, language, before=get_drop_sql(existing) ~ ';' if drop_first else '') -%}
  {%- if drop_first -%}
    {%- do adapter.cache_dropped(existing) -%}
  {%- endif -%}
  {%- if target.is_table -%}
    {%- do create_indexes(target) -%}
  {%- endif -%}
  {%- do restore_foreign_key_dependents(referencing) -%}
  {%- do return(none) -%}
{%- endmacro %}

{%- macro builds_under_second_name(existing, target, code, language) -%}
  {%- if language != 'sql' -%}
    {#- The model's code writes the table, outside of this transaction. -#}
    {%- do return(true) -%}
  {%- elif existing is none -%}
    {%- do return(false) -%}
  {%- endif -%}
  {#- A table may read its own old version; `create or replace ... as` still sees it, a table made empty does not. -#}
  {%- set contract = config.get('contract') -%}
  {%- set reads_itself = target.is_table and target.render() in code -%}
  {%- do return(reads_itself and ((contract and contract.enforced) or not replaces_in_place(existing, target))) -%}
{%- endmacro %}

{%- macro duckdb__replaces_in_place(existing, target) -%}
  {%- do return(existing.type == target.type and can_replace_in_catalog(target)) -%}
{%- endmacro %}

{%- macro duckdb__make_temp_relation(base_relation, suffix) -%}
  {#- Temporary tables live in a catalog of their own, so they have neither database nor schema. -#}
  {%- set name = base_relation.identifier ~ suffix ~ py_current_timestring() -%}
  {%- do return(base_relation.incorporate(path={'database': none, 'schema': none, 'identifier': name}, type='table')) -%}
{%- endmacro %}

{%- macro duckdb__make_intermediate_relation(base_relation, suffix) -%}
  {%- do return(default__make_temp_relation(base_relation, suffix)) -%}
{%- endmacro %}

{#- Where an increment's rows go: {relation, temporary}. -#}
{%- macro duckdb__dispatch_temporary_relation(target_relation, batch_id='') -%}
  {%- if not adapter.is_motherduck() -%}
    {%- do return({'relation': make_temp_relation(target_relation), 'temporary': true}) -%}
  {%- endif -%}
  {#- A remote database has no temporary tables. -#}
  {%- set path = adapter.get_temp_relation_path(this, batch_id) -%}
  {%- set relation = api.Relation.create(
      database=path.database, schema=path.schema, identifier=path.identifier, type='table') -%}
  {%- do return({'relation': relation, 'temporary': false}) -%}
{%- endmacro %}
