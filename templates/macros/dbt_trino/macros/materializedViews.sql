{%- macro trino__get_create_materialized_view_as_sql(target_relation, sql) -%}
create materialized view {{ target_relation.render() }}
{{ xform_materialized_view_settings() }}
as
{{ sql }}
{%- endmacro %}

{%- macro trino__get_replace_materialized_view_sql(relation, sql) -%}
create or replace materialized view {{ relation.render() }}
{{ xform_materialized_view_settings() }}
as
{{ sql }}
{%- endmacro %}

{%- macro xform_materialized_view_settings() -%}
  {%- set grace = config.get('grace_period') -%}
{{ 'grace period ' ~ grace if grace }} {{ comment(model.get('description')) }} {{ properties() }}
{%- endmacro %}

{%- macro trino__get_materialized_view_configuration_changes(existing_relation, new_config) -%}
  {#- The server does not tell properties apart from their defaults. -#}
  {%- do return(none) -%}
{%- endmacro %}

{%- macro trino__refresh_materialized_view(relation) -%}
refresh materialized view {{ relation.render() }}
{%- endmacro %}
