{%- macro trino__current_timestamp() -%}
  current_timestamp
{%- endmacro %}

{%- macro trino__snapshot_string_as_time(timestamp) -%}
  {%- do return("timestamp '" ~ timestamp ~ "'") -%}
{%- endmacro %}

{%- macro trino__current_timestamp_backcompat() -%}
  current_timestamp
{%- endmacro %}
