{#- The model's own warehouse and query tag; what the session had is given back by xform_end_session_settings. -#}
{%- macro xform_begin_session_settings() -%}
  {%- set warehouse = config.get('snowflake_warehouse', default=none) -%}
  {%- set former = none -%}
  {%- if warehouse -%}
    {%- set former = run_query('select current_warehouse() as warehouse').rows[0][0] -%}
    {%- if former and former | upper == warehouse | upper -%}
      {%- set former = none -%}
    {%- else -%}
      {%- do run_query('use warehouse ' ~ warehouse) -%}
    {%- endif -%}
  {%- endif -%}
  {%- do return({'warehouse': former, 'query_tag': set_query_tag()}) -%}
{%- endmacro %}

{%- macro xform_end_session_settings(former) -%}
  {%- do unset_query_tag(former['query_tag']) -%}
  {%- if former['warehouse'] -%}
    {%- do run_query('use warehouse ' ~ former['warehouse']) -%}
  {%- endif -%}
{%- endmacro %}

{%- macro set_query_tag() -%}
  {{ return(adapter.dispatch('set_query_tag', 'dbt')()) }}
{%- endmacro %}

{#- Returns the tag that the session had, none where the model has none of its own. -#}
{%- macro snowflake__set_query_tag() -%}
  {%- set tag = config.get('query_tag', default=none) -%}
  {%- if not tag -%}
    {%- do return(none) -%}
  {%- endif -%}
  {%- set former = get_current_query_tag() -%}
  {{ log("query_tag '" ~ tag ~ "' for this model, '" ~ former ~ "' afterwards") }}
  {%- do run_query("alter session set query_tag = '" ~ tag | replace("'", "''") ~ "'") -%}
  {%- do return(former) -%}
{%- endmacro %}

{%- macro get_current_query_tag() -%}
  {%- set rows = run_query("show parameters like 'query_tag' in session") -%}
  {%- do return(rows.rows[0]['value'] if rows and rows.rows | length else '') -%}
{%- endmacro %}

{%- macro unset_query_tag(original_query_tag) -%}
  {{ return(adapter.dispatch('unset_query_tag', 'dbt')(original_query_tag)) }}
{%- endmacro %}

{%- macro snowflake__unset_query_tag(original_query_tag) -%}
  {%- if config.get('query_tag', default=none) -%}
    {%- if original_query_tag -%}
      {%- do run_query("alter session set query_tag = '" ~ original_query_tag | replace("'", "''") ~ "'") -%}
    {%- else -%}
      {%- do run_query('alter session unset query_tag') -%}
    {%- endif -%}
  {%- endif -%}
{%- endmacro %}
