{%- macro snowflake__copy_grants() -%}
  {%- do return(config.get('copy_grants', default=false)) -%}
{%- endmacro %}

{%- macro snowflake__support_multiple_grantees_per_dcl_statement() -%}
  {%- do return(False) -%}
{%- endmacro %}

{%- macro snowflake__get_show_grant_sql(relation) -%}
show grants on {{ relation.render() }}
{%- endmacro %}

{%- macro snowflake__get_grant_sql(relation, privilege, grantees) -%}
grant {{ privilege }} on {{ relation.render() }} to {{ grantees[0] }};
{%- endmacro %}

{#- Who is to lose a right is known by the exact name that the server gave. -#}
{%- macro snowflake__get_revoke_sql(relation, privilege, grantees) -%}
revoke {{ privilege }} on {{ relation.render() }} from {{ adapter.quote(grantees[0]) }};
{%- endmacro %}

{#- One statement a request. -#}
{%- macro snowflake__call_dcl_statements(dcl_statement_list) -%}
  {%- for text in dcl_statement_list -%}
    {%- do run_query(text) -%}
  {%- endfor -%}
{%- endmacro %}
