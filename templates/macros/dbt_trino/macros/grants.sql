{%- macro trino__copy_grants() -%}
  {%- do return(true) -%}
{%- endmacro %}

{%- macro trino__support_multiple_grantees_per_dcl_statement() -%}
  {%- do return(false) -%}
{%- endmacro %}

{%- macro trino__get_show_grant_sql(relation) -%}
select grantee, lower(privilege_type) as privilege_type
from {{ relation.information_schema('table_privileges') }}
where table_schema = {{ xform_literal(relation.schema | lower) }} and table_name = {{ xform_literal(relation.identifier | lower) }}
{%- endmacro %}

{%- macro trino__get_grant_sql(relation, privilege, grantees) -%}
grant {{ privilege }} on {{ relation.render() }} to {{ adapter.quote(grantees | first) }}
{%- endmacro %}
