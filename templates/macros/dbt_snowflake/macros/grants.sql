{%- macro snowflake__copy_grants() -%}
  {%- do return(config.get('copy_grants', default=false)) -%}
{%- endmacro %}

{%- macro snowflake__support_multiple_grantees_per_dcl_statement() -%}
  {%- do return(False) -%}
{%- endmacro %}

{%- macro snowflake__get_show_grant_sql(relation) -%}
show grants on {{ 'dynamic table ' if relation.is_dynamic_table else 'table ' if relation.type is none }}{{ relation.render() }}
{%- endmacro %}

{#- Grantees may be roles of the database or the account. -#}
{%- macro snowflake__get_grant_sql(relation, privilege, grantees) -%}
grant {{ privilege }} on {{ xform_snowflake_grant_word(relation) }}{{ relation.render() }} to {{ xform_snowflake_grantee(grantees[0]) }};
{%- endmacro %}

{%- macro snowflake__get_revoke_sql(relation, privilege, grantees) -%}
revoke {{ privilege }} on {{ xform_snowflake_grant_word(relation) }}{{ relation.render() }} from {{ xform_snowflake_grantee(grantees[0]) }};
{%- endmacro %}

{%- macro xform_snowflake_grant_word(relation) -%}
  {%- do return('dynamic table ' if relation.is_dynamic_table else '') -%}
{%- endmacro %}

{%- macro xform_snowflake_grantee(grantee) -%}
  {%- do return(grantee) -%}
{%- endmacro %}

{#- One statement a request. -#}
{%- macro snowflake__call_dcl_statements(dcl_statement_list) -%}
  {%- for text in dcl_statement_list -%}
    {%- do run_query(text) -%}
  {%- endfor -%}
{%- endmacro %}
