{#- `create or replace` puts a new version in place in one step; only another kind of relation has to go first. -#}
{%- macro snowflake__xform_build_relation(existing, target, code) -%}
  {%- if existing is not none and existing.type != target.type -%}
    {%- do drop_relation_if_exists(existing) -%}
  {%- endif -%}
  {%- call statement('main', auto_begin=False) -%}
    {{ get_create_sql(target, code) }}
  {%- endcall -%}
  {%- do return(none) -%}
{%- endmacro %}
