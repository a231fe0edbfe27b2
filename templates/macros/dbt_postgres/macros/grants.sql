{%- macro postgres__copy_grants() -%}
  {%- do return(False) -%}
{%- endmacro %}

{#- Not the owner's own privileges, which nobody configures. -#}
{%- macro postgres__get_show_grant_sql(relation) -%}
select grantee, privilege_type
from {{ relation.information_schema('role_table_grants') }}
where grantor = current_role and grantee <> current_role
  and table_schema = {{ xform_literal(relation.schema) }} and table_name = {{ xform_literal(relation.identifier) }}
{%- endmacro %}
