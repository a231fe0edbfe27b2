{#-
  What view, table and incremental share: a new version of `target` is built and takes the place of `existing`.
  Each engine chooses how; what is left to drop after the commit is returned (or none).
-#}
{%- macro build_relation(existing, target, code, language='sql') -%}
  {{ return(adapter.dispatch('build_relation', 'dbt')(existing, target, code, language)) }}
{%- endmacro %}

{#- Built under another name, then swapped: readers see the old version until the commit. -#}
{%- macro default__build_relation(existing, target, code, language) -%}
  {%- set intermediate = make_intermediate_relation(target) -%}
  {%- do run_main_create(intermediate, code, language) -%}
  {%- if target.is_table -%}
    {%- do create_indexes(intermediate) -%}
  {%- endif -%}
  {%- do return(swap_into_place(existing, intermediate, target)) -%}
{%- endmacro %}

{%- macro run_main_create(relation, code, language='sql', before='') -%}
  {%- call statement('main', language=language) -%}
    {{ before }}
    {%- if language != 'sql' -%}
      {{ create_table_as(false, relation, code, language) }}
    {%- else -%}
      {{ get_create_sql(relation, code) }}
    {%- endif -%}
  {%- endcall -%}
{%- endmacro %}

{%- macro swap_into_place(existing, intermediate, target) -%}
  {#- A hook may have dropped what was there when the node began. -#}
  {%- set current = load_cached_relation(existing) if existing is not none else none -%}
  {%- set backup = none -%}
  {%- if current is not none -%}
    {%- set backup = make_backup_relation(target, current.type) -%}
    {%- do adapter.rename_relation(current, backup) -%}
  {%- endif -%}
  {%- do adapter.rename_relation(intermediate, target) -%}
  {%- do return(backup) -%}
{%- endmacro %}

{#- What an interrupted run may have left; cache lookups only. -#}
{%- macro drop_build_leftovers(target, existing) -%}
  {%- do drop_relation_if_exists(load_cached_relation(make_intermediate_relation(target))) -%}
  {%- set type = target.type if existing is none else existing.type -%}
  {%- do drop_relation_if_exists(load_cached_relation(make_backup_relation(target, type))) -%}
{%- endmacro %}
