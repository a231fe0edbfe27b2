{#-
  Statements commit by themselves. A view is replaced in place; so is a table where the connector can (on_table_exists:
  replace). Elsewhere the new one is built under another name, and only renames are between the old and the new.
-#}
{%- macro trino__xform_build_relation(existing, target, code) -%}
  {%- if target.is_view -%}
    {{ return(xform_build_view(existing, target, code)) }}
  {%- endif -%}
  {%- set wish = xform_on_table_exists(config.get('on_table_exists'), existing, target) -%}
  {%- if wish == 'rename' -%}
    {{ return(xform_build_table_aside(existing, target, code)) }}
  {%- endif -%}
  {%- if wish == 'drop' -%}
    {%- do drop_relation_if_exists(existing) -%}
  {%- endif -%}
  {%- if wish == 'skip' -%}
    {{ log(target.render() ~ ' exists: on_table_exists is skip', info=True) }}
    {%- do store_raw_result(name='main', message='SKIP', code='SKIP', rows_affected='-1') -%}
  {%- else -%}
    {%- call statement('main') -%}
      {{ trino__create_table_as(false, target, code, on_exists=wish) }}
    {%- endcall -%}
  {%- endif -%}
  {%- do return(none) -%}
{%- endmacro %}

{#- What is done with a table that is there: create (nothing is), replace, rename, drop or skip. -#}
{%- macro xform_on_table_exists(on_table_exists, existing_relation, target_relation) -%}
  {%- set wishes = ['rename', 'drop', 'replace', 'skip'] -%}
  {%- if on_table_exists is not none and on_table_exists not in wishes -%}
    {%- do exceptions.raise_compiler_error("on_table_exists: '" ~ on_table_exists ~ "' is none of " ~ wishes | join(', ')) -%}
  {%- endif -%}
  {%- if existing_relation is none -%}
    {%- do return('create') -%}
  {%- endif -%}
  {%- set can_rename = adapter.connector_can(target_relation.database, 'rename_table') -%}
  {%- if not existing_relation.is_table -%}
    {%- do return('rename' if can_rename else 'drop') -%}
  {%- elif on_table_exists -%}
    {%- do return(on_table_exists) -%}
  {%- endif -%}
  {%- set contract = config.get('contract') -%}
  {#- With a contract the table is created empty and then filled, which readers must not see. -#}
  {%- if adapter.connector_can(target_relation.database, 'replace_table') and not (contract and contract.enforced) -%}
    {%- do return('replace') -%}
  {%- endif -%}
  {%- do return('rename' if can_rename else 'drop') -%}
{%- endmacro %}

{%- macro xform_build_table_aside(existing, target, code) -%}
  {%- set intermediate = make_intermediate_relation(target) -%}
  {%- call statement('main') -%}
    {{ trino__create_table_as(false, intermediate, code) }}
  {%- endcall -%}
  {%- set current = load_cached_relation(existing) -%}
  {%- if current is not none and not current.is_table -%}
    {#- Views are cheap to make again, and not all kinds can be renamed. -#}
    {%- do adapter.drop_relation(current) -%}
    {%- set current = none -%}
  {%- endif -%}
  {%- do return(xform_swap_into_place(current, intermediate, target)) -%}
{%- endmacro %}

{%- macro xform_build_view(existing, target, code) -%}
  {%- set in_the_way = existing is not none and not existing.is_view -%}
  {%- set backup = none -%}
  {%- if in_the_way and existing.is_table and adapter.connector_can(existing.database, 'rename_table') -%}
    {%- set backup = make_backup_relation(target, existing.type) -%}
    {%- do adapter.rename_relation(existing, backup) -%}
  {%- elif in_the_way -%}
    {%- do adapter.drop_relation(existing) -%}
  {%- endif -%}
  {%- call statement('main') -%}
    {{ get_create_view_as_sql(target, code) }}
  {%- endcall -%}
  {%- do return(backup) -%}
{%- endmacro %}
