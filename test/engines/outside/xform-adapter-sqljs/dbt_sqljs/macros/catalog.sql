{% macro sqljs__list_schemas(database) %}
  {{ return(run_query("select 'main' as name")) }}
{% endmacro %}

{% macro sqljs__check_schema_exists(information_schema, schema) %}
  {{ return(run_query("select " ~ (1 if schema == 'main' else 0))) }}
{% endmacro %}

{% macro sqljs__create_schema(relation) %}
  {% if relation.schema != 'main' %}
    {% do exceptions.raise_compiler_error('SQLite has the schema main only, not ' ~ relation.schema) %}
  {% endif %}
{% endmacro %}

{% macro sqljs__list_relations_without_caching(schema_relation) %}
  {% call statement('list_relations', fetch_result=True) %}
    select 'main' as database, name, 'main' as schema, type
    from sqlite_master where type in ('table', 'view') and name not like 'sqlite_%'
  {% endcall %}
  {{ return(load_result('list_relations').table) }}
{% endmacro %}

{% macro sqljs__get_columns_in_relation(relation) %}
  {% set found = run_query("select name, type from pragma_table_info('" ~ relation.identifier ~ "')") %}
  {% set columns = [] %}
  {% for row in found.rows %}
    {% do columns.append(api.Column(row[0], row[1] or 'TEXT')) %}
  {% endfor %}
  {{ return(columns) }}
{% endmacro %}
