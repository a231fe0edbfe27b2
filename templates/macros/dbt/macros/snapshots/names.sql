{#- The snapshot's own columns under the names that the project chose. -#}
{%- macro get_snapshot_table_column_names() -%}
  {%- set chosen = config.get('snapshot_meta_column_names') or {} -%}
  {%- set names = {} -%}
  {%- for name in ['dbt_valid_to', 'dbt_valid_from', 'dbt_scd_id', 'dbt_updated_at', 'dbt_is_deleted'] -%}
    {%- do names.update({name: chosen[name] or name}) -%}
  {%- endfor -%}
  {%- do return(names) -%}
{%- endmacro %}

{%- macro xform_unique_key_names(unique_key) -%}
  {%- if unique_key is string -%}
    {%- do return(['dbt_unique_key']) -%}
  {%- endif -%}
  {%- set names = [] -%}
  {%- for part in unique_key -%}
    {%- do names.append('dbt_unique_key_' ~ loop.index) -%}
  {%- endfor -%}
  {%- do return(names) -%}
{%- endmacro %}

{%- macro unique_key_fields(unique_key) -%}
  {%- set parts = [unique_key] if unique_key is string else unique_key -%}
  {%- set fields = [] -%}
  {%- for name in xform_unique_key_names(unique_key) -%}
    {%- do fields.append(parts[loop.index0] ~ ' as ' ~ name) -%}
  {%- endfor -%}
  {{ fields | join(', ') }}
{%- endmacro %}

{%- macro unique_key_join_on(unique_key, identifier, from_identifier) -%}
  {%- set pairs = [] -%}
  {%- for name in xform_unique_key_names(unique_key) -%}
    {%- do pairs.append(identifier ~ '.' ~ name ~ ' = ' ~ from_identifier ~ '.' ~ name) -%}
  {%- endfor -%}
  {{ pairs | join(' and ') }}
{%- endmacro %}

{%- macro unique_key_is_null(unique_key, identifier) %}
  {{ identifier ~ '.' ~ (xform_unique_key_names(unique_key) | first) ~ ' is null' }}
{% endmacro %}

{%- macro unique_key_is_not_null(unique_key, identifier) %}
  {{ identifier ~ '.' ~ (xform_unique_key_names(unique_key) | first) ~ ' is not null' }}
{% endmacro %}

{%- macro get_true_sql() %}
  {{ adapter.dispatch('get_true_sql', 'dbt')() }}
{% endmacro %}

{%- macro default__get_true_sql() -%}
  {{ return('TRUE') }}
{%- endmacro %}
