{%- materialization incremental, adapter='duckdb', supported_languages=['sql', 'python'] -%}
  {{ return(materialize_incremental(model['language'])) }}
{%- endmaterialization %}
