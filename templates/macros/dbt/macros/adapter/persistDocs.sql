{%- macro alter_column_comment(relation, column_dict) -%}
  {{ return(adapter.dispatch('alter_column_comment', 'dbt')(relation, column_dict)) }}
{%- endmacro %}

{%- macro default__alter_column_comment(relation, column_dict) -%}
  {%- do xform_not_implemented_here('alter_column_comment') -%}
{%- endmacro %}

{%- macro alter_relation_comment(relation, relation_comment) -%}
  {{ return(adapter.dispatch('alter_relation_comment', 'dbt')(relation, relation_comment)) }}
{%- endmacro %}

{%- macro default__alter_relation_comment(relation, relation_comment) -%}
  {%- do xform_not_implemented_here('alter_relation_comment') -%}
{%- endmacro %}

{%- macro persist_docs(relation, model, for_relation=true, for_columns=true) -%}
  {{ return(adapter.dispatch('persist_docs', 'dbt')(relation, model, for_relation, for_columns)) }}
{%- endmacro %}

{%- macro default__persist_docs(relation, model, for_relation, for_columns) -%}
  {%- if for_relation and config.persist_relation_docs() and model.description -%}
    {%- do run_query(alter_relation_comment(relation, model.description)) -%}
  {%- endif -%}
  {%- if for_columns and config.persist_column_docs() and model.columns -%}
    {%- set existing = get_list_of_column_names(adapter.get_columns_in_relation(relation)) -%}
    {%- set described = validate_doc_columns(relation, model.columns, existing) -%}
    {%- set text = alter_column_comment(relation, described) if described else none -%}
    {%- if text and text | trim -%}
      {%- do run_query(text) -%}
    {%- endif -%}
  {%- endif -%}
{%- endmacro %}

{#- The described columns that the relation has; warns of the others. Quoted names are compared exactly. -#}
{%- macro validate_doc_columns(relation, column_dict, existing_column_names) -%}
  {%- set folded = existing_column_names | map('lower') | list -%}
  {%- set present, absent = {}, [] -%}
  {%- for name, column in column_dict.items() -%}
    {%- if name in existing_column_names or (not column.get('quote') and name | lower in folded) -%}
      {%- do present.update({name: column}) -%}
    {%- else -%}
      {%- do absent.append(name) -%}
    {%- endif -%}
  {%- endfor -%}
  {%- if absent -%}
    {%- do exceptions.warn('In relation ' ~ relation.render() ~ ': The following columns are specified in the schema'
        ~ ' but are not present in the database: ' ~ absent | join(', ')
        ~ '. Their descriptions are not stored; check the names.') -%}
  {%- endif -%}
  {%- do return(present) -%}
{%- endmacro %}
