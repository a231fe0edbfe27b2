{%- materialization table, adapter='duckdb', supported_languages=['sql', 'python'] -%}
  {{ return(materialize_table(model['language'])) }}
{%- endmaterialization %}
