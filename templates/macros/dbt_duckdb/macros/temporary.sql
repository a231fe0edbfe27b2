{%- macro duckdb__make_temp_relation(base_relation, suffix) -%}
  {#- Temporary tables live in a catalog of their own, so they have neither database nor schema. -#}
  {%- set name = base_relation.identifier ~ suffix ~ py_current_timestring() -%}
  {%- do return(base_relation.incorporate(path={'database': none, 'schema': none, 'identifier': name}, type='table')) -%}
{%- endmacro %}

{#- Intermediates are no temporary tables: they are renamed. -#}
{%- macro duckdb__make_intermediate_relation(base_relation, suffix) -%}
  {%- do return(default__make_temp_relation(base_relation, suffix)) -%}
{%- endmacro %}

{#- Where an increment's rows go: {relation, temporary}. -#}
{%- macro duckdb__dispatch_temporary_relation(target_relation, batch_id='') -%}
  {%- if not adapter.is_motherduck() -%}
    {%- do return({'relation': xform_increment_relation(target_relation), 'temporary': true}) -%}
  {%- endif -%}
  {#- A remote database has no temporary tables. -#}
  {%- set path = adapter.get_temp_relation_path(this, batch_id) -%}
  {%- set relation = api.Relation.create(
      database=path.database, schema=path.schema, identifier=path.identifier, type='table') -%}
  {%- do return({'relation': relation, 'temporary': false}) -%}
{%- endmacro %}
