{#- A name of another relation, cut so that the suffix fits into what the server keeps of a name. -#}
{%- macro postgres__make_relation_with_suffix(base_relation, suffix, dstring) -%}
  {%- set ending = suffix ~ (modules.datetime.datetime.now().strftime('%H%M%S%f') if dstring else '') -%}
  {%- set longest = base_relation.relation_max_name_length() -%}
  {%- if ending | length > longest -%}
    {%- do exceptions.raise_compiler_error("The suffix '" ~ ending ~ "' is longer than a name may be (" ~ longest ~ ' characters)') -%}
  {%- endif -%}
  {%- set begin = base_relation.identifier[:longest - (ending | length)] -%}
  {%- do return(base_relation.incorporate(path={'identifier': begin ~ ending})) -%}
{%- endmacro %}

{%- macro postgres__make_intermediate_relation(base_relation, suffix) -%}
  {{ return(postgres__make_relation_with_suffix(base_relation, suffix, dstring=False)) }}
{%- endmacro %}

{#- Temporary tables are in no schema that has a name of its own. -#}
{%- macro postgres__make_temp_relation(base_relation, suffix) -%}
  {%- set named = postgres__make_relation_with_suffix(base_relation, suffix, dstring=True) -%}
  {{ return(named.incorporate(path={'database': none, 'schema': none})) }}
{%- endmacro %}

{%- macro postgres__make_backup_relation(base_relation, backup_relation_type, suffix) -%}
  {%- set named = postgres__make_relation_with_suffix(base_relation, suffix, dstring=False) -%}
  {{ return(named.incorporate(type=backup_relation_type)) }}
{%- endmacro %}
