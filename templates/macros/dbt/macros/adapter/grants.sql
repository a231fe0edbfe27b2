{#- True where replacing a relation keeps the grants of the one it replaces. -#}
{%- macro copy_grants() -%}
  {{ return(adapter.dispatch('copy_grants', 'dbt')()) }}
{%- endmacro %}

{%- macro default__copy_grants() -%}
  {%- do return(true) -%}
{%- endmacro %}

{%- macro support_multiple_grantees_per_dcl_statement() -%}
  {{ return(adapter.dispatch('support_multiple_grantees_per_dcl_statement', 'dbt')()) }}
{%- endmacro %}

{%- macro default__support_multiple_grantees_per_dcl_statement() -%}
  {%- do return(true) -%}
{%- endmacro %}

{#- Whether there can be old grants that the configuration no longer wants. -#}
{%- macro should_revoke(existing_relation, full_refresh_mode=true) -%}
  {%- do return(true if existing_relation and (not full_refresh_mode or copy_grants()) else false) -%}
{%- endmacro %}

{%- macro get_show_grant_sql(relation) -%}
  {{ return(adapter.dispatch('get_show_grant_sql', 'dbt')(relation)) }}
{%- endmacro %}

{%- macro default__get_show_grant_sql(relation) %}
  show grants on {{ relation.render() }}
{% endmacro %}

{%- macro get_grant_sql(relation, privilege, grantees) -%}
  {{ return(adapter.dispatch('get_grant_sql', 'dbt')(relation, privilege, grantees)) }}
{%- endmacro %}

{%- macro default__get_grant_sql(relation, privilege, grantees) -%}
grant {{ privilege }} on {{ relation.render() }} to {{ grantees | join(', ') }}
{%- endmacro %}

{%- macro get_revoke_sql(relation, privilege, grantees) -%}
  {{ return(adapter.dispatch('get_revoke_sql', 'dbt')(relation, privilege, grantees)) }}
{%- endmacro %}

{#- Names that the database reported are quoted: they are exact. -#}
{%- macro default__get_revoke_sql(relation, privilege, grantees) -%}
revoke {{ privilege }} on {{ relation.render() }} from {{ get_quoted_csv(grantees) }}
{%- endmacro %}

{%- macro get_dcl_statement_list(relation, grant_config, get_dcl_macro) -%}
  {{ return(adapter.dispatch('get_dcl_statement_list', 'dbt')(relation, grant_config, get_dcl_macro)) }}
{%- endmacro %}

{%- macro default__get_dcl_statement_list(relation, grant_config, get_dcl_macro) -%}
  {%- set statements = [] -%}
  {%- for privilege, grantees in grant_config.items() if grantees -%}
    {%- set groups = [grantees] if support_multiple_grantees_per_dcl_statement() else grantees | batch(1) | list -%}
    {%- for group in groups -%}
      {%- do statements.append(get_dcl_macro(relation, privilege, group)) -%}
    {%- endfor -%}
  {%- endfor -%}
  {%- do return(statements) -%}
{%- endmacro %}

{%- macro call_dcl_statements(dcl_statement_list) -%}
  {{ return(adapter.dispatch('call_dcl_statements', 'dbt')(dcl_statement_list)) }}
{%- endmacro %}

{%- macro default__call_dcl_statements(dcl_statement_list) -%}
  {%- call statement('grants') -%}
    {%- for text in dcl_statement_list %}
{{ text }};
    {%- endfor %}
  {%- endcall -%}
{%- endmacro %}

{%- macro apply_grants(relation, grant_config, should_revoke) -%}
  {{ return(adapter.dispatch('apply_grants', 'dbt')(relation, grant_config, should_revoke)) }}
{%- endmacro %}

{%- macro default__apply_grants(relation, grant_config, should_revoke=true) -%}
  {#- No configuration leaves the grants alone; an empty list of grantees takes them away. -#}
  {%- if grant_config -%}
    {%- set missing, surplus = grant_config, {} -%}
    {%- if should_revoke -%}
      {%- set current = adapter.standardize_grants_dict(run_query(get_show_grant_sql(relation))) -%}
      {%- set missing = diff_of_two_dicts(grant_config, current) -%}
      {%- set surplus = diff_of_two_dicts(current, grant_config) -%}
    {%- endif -%}
    {%- set changes = get_dcl_statement_list(relation, surplus, get_revoke_sql)
        + get_dcl_statement_list(relation, missing, get_grant_sql) -%}
    {%- if changes -%}
      {%- do call_dcl_statements(changes) -%}
    {%- else -%}
      {%- do log('Grants on ' ~ relation.render() ~ ' are as configured') -%}
    {%- endif -%}
  {%- endif -%}
{%- endmacro %}
