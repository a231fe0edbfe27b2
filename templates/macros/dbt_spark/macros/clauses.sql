{#- Formats whose tables can be merged into, deleted from and replaced in place. -#}
{%- macro xform_lakehouse_formats() -%}
  {%- do return(['delta', 'iceberg', 'hudi']) -%}
{%- endmacro %}

{%- macro file_format_clause() -%}
  {{ return(adapter.dispatch('file_format_clause', 'dbt')()) }}
{%- endmacro %}

{%- macro spark__file_format_clause() -%}
  {%- set format = config.get('file_format', validator=validation.any[basestring]) -%}
  {{ 'using ' ~ format if format is not none }}
{%- endmacro %}

{%- macro location_clause() -%}
  {{ return(adapter.dispatch('location_clause', 'dbt')()) }}
{%- endmacro %}

{%- macro spark__location_clause() -%}
  {%- set root = config.get('location_root', validator=validation.any[basestring]) -%}
  {{ ("location '" ~ root ~ '/' ~ model['alias'] ~ "'") if root is not none }}
{%- endmacro %}

{%- macro options_clause() -%}
  {{ return(adapter.dispatch('options_clause', 'dbt')()) }}
{%- endmacro %}

{%- macro spark__options_clause() -%}
  {%- set options = config.get('options') or {} -%}
  {%- set texts = [] -%}
  {%- for name, value in options.items() -%}
    {%- do texts.append(name ~ ' ' ~ xform_spark_literal(value)) -%}
  {%- endfor -%}
  {{ 'options (' ~ texts | join(', ') ~ ')' if texts }}
{%- endmacro %}

{%- macro tblproperties_clause() -%}
  {{ return(adapter.dispatch('tblproperties_clause', 'dbt')()) }}
{%- endmacro %}

{%- macro spark__tblproperties_clause() -%}
  {%- set properties = config.get('tblproperties') or {} -%}
  {%- set texts = [] -%}
  {%- for name, value in properties.items() -%}
    {%- do texts.append(xform_spark_literal(name) ~ ' = ' ~ xform_spark_literal(value)) -%}
  {%- endfor -%}
  {{ 'tblproperties (' ~ texts | join(', ') ~ ')' if texts }}
{%- endmacro %}

{%- macro comment_clause() -%}
  {{ return(adapter.dispatch('comment_clause', 'dbt')()) }}
{%- endmacro %}

{%- macro spark__comment_clause() -%}
  {{ ('comment ' ~ xform_spark_literal(model.description)) if config.persist_relation_docs() and model.description }}
{%- endmacro %}

{#- Partition columns in the words of the clause: `partitioned by (a, b)`. -#}
{%- macro partition_cols(label, required=false) -%}
  {{ return(adapter.dispatch('partition_cols', 'dbt')(label, required)) }}
{%- endmacro %}

{%- macro spark__partition_cols(label, required=false) -%}
  {%- set columns = config.get('partition_by') -%}
  {%- set columns = [columns] if columns is string else columns or [] -%}
  {{ label ~ ' (' ~ columns | join(', ') ~ ')' if columns }}
{%- endmacro %}

{%- macro clustered_cols(label, required=false) -%}
  {{ return(adapter.dispatch('clustered_cols', 'dbt')(label, required)) }}
{%- endmacro %}

{%- macro spark__clustered_cols(label, required=false) -%}
  {%- set columns, buckets = config.get('clustered_by'), config.get('buckets') -%}
  {%- set columns = [columns] if columns is string else columns or [] -%}
  {{ label ~ ' (' ~ columns | join(', ') ~ ') into ' ~ buckets ~ ' buckets' if columns and buckets }}
{%- endmacro %}

{%- macro xform_spark_literal(value) -%}
  {%- do return("'" ~ (value | string | replace('\\', '\\\\') | replace("'", "\\'")) ~ "'") -%}
{%- endmacro %}

{%- macro spark__escape_single_quotes(expression) -%}
  {{ expression | replace("'", "\\'") }}
{%- endmacro %}
