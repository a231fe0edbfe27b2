{#-
  What view, table and incremental share: `target` is built from `code` and takes the place of `existing` (or of none).
  Each engine chooses how; what is left to drop after the commit is returned (or none).
-#}
{%- macro xform_build_relation(existing, target, code) -%}
  {{ return(adapter.dispatch('xform_build_relation', 'dbt')(existing, target, code)) }}
{%- endmacro %}

{#- Built under another name, then swapped: readers see the old version until the commit. -#}
{%- macro default__xform_build_relation(existing, target, code) -%}
  {%- set intermediate = make_intermediate_relation(target) -%}
  {%- call statement('main') -%}
    {{ get_create_sql(intermediate, code) }}
  {%- endcall -%}
  {%- if target.is_table -%}
    {%- do create_indexes(intermediate) -%}
  {%- endif -%}
  {%- do return(xform_swap_into_place(existing, intermediate, target)) -%}
{%- endmacro %}

{#- Under its own name, where nothing is. -#}
{%- macro xform_create_relation(target, code) -%}
  {%- call statement('main') -%}
    {{ get_create_sql(target, code) }}
  {%- endcall -%}
  {%- if target.is_table -%}
    {%- do create_indexes(target) -%}
  {%- endif -%}
{%- endmacro %}

{#- Returns the backup of what was there. -#}
{%- macro xform_swap_into_place(existing, intermediate, target) -%}
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
{%- macro xform_drop_build_leftovers(target, existing) -%}
  {%- do drop_relation_if_exists(load_cached_relation(make_intermediate_relation(target))) -%}
  {%- set type = target.type if existing is none else existing.type -%}
  {%- do drop_relation_if_exists(load_cached_relation(make_backup_relation(target, type))) -%}
{%- endmacro %}
