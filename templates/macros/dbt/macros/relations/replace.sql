{#- SQL that puts a new relation where an old one is, by the safest way the two kinds allow. -#}
{%- macro get_replace_sql(existing_relation, target_relation, sql) -%}
  {{ log('Applying REPLACE to: ' ~ target_relation.render()) }}
  {{- adapter.dispatch('get_replace_sql', 'dbt')(existing_relation, target_relation, sql) -}}
{%- endmacro %}

{%- macro default__get_replace_sql(existing_relation, target_relation, sql) -%}
  {%- if target_relation.type == existing_relation.type and target_relation.can_be_replaced -%}
    {%- set by_type = {
        'table': get_replace_table_sql,
        'view': get_replace_view_sql,
        'materialized_view': get_replace_materialized_view_sql,
      } -%}
    {{ by_type.get(target_relation.type, get_create_sql)(target_relation, sql) }}
  {%- else -%}
    {#- What can be renamed is kept until the new one stands. -#}
    {%- set steps = [] -%}
    {%- if target_relation.can_be_renamed -%}
      {%- do steps.append(get_create_intermediate_sql(target_relation, sql)) -%}
    {%- endif -%}
    {%- do steps.append(get_create_backup_sql(existing_relation) if existing_relation.can_be_renamed
        else get_drop_sql(existing_relation)) -%}
    {%- do steps.append(get_rename_intermediate_sql(target_relation) if target_relation.can_be_renamed
        else get_create_sql(target_relation, sql)) -%}
    {%- if existing_relation.can_be_renamed -%}
      {%- do steps.append(get_drop_backup_sql(existing_relation)) -%}
    {%- endif -%}
    {{ steps | map('trim') | map('trim', ';') | join(';\n') }}
  {%- endif -%}
{%- endmacro %}

{%- macro get_replace_table_sql(relation, sql) -%}
  {{- adapter.dispatch('get_replace_table_sql', 'dbt')(relation, sql) -}}
{%- endmacro %}

{%- macro default__get_replace_table_sql(relation, sql) -%}
  {%- do xform_not_implemented_here('get_replace_table_sql') -%}
{%- endmacro %}

{%- macro get_replace_view_sql(relation, sql) -%}
  {{- adapter.dispatch('get_replace_view_sql', 'dbt')(relation, sql) -}}
{%- endmacro %}

{%- macro default__get_replace_view_sql(relation, sql) -%}
  {%- do xform_not_implemented_here('get_replace_view_sql') -%}
{%- endmacro %}

{%- macro get_replace_materialized_view_sql(relation, sql) -%}
  {{- adapter.dispatch('get_replace_materialized_view_sql', 'dbt')(relation, sql) -}}
{%- endmacro %}

{%- macro default__get_replace_materialized_view_sql(relation, sql) -%}
  {%- do xform_not_implemented_here('get_replace_materialized_view_sql') -%}
{%- endmacro %}
