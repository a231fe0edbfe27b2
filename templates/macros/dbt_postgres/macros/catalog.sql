{%- macro postgres__get_catalog(information_schema, schemas) -%}
  {%- set conditions = [] -%}
  {%- for schema in schemas -%}
    {%- do conditions.append('upper(nsp.nspname) = upper(' ~ xform_literal(schema) ~ ')') -%}
  {%- endfor -%}
  {%- do return(xform_postgres_catalog(information_schema, conditions)) -%}
{%- endmacro %}

{%- macro postgres__get_catalog_relations(information_schema, relations) -%}
  {%- set conditions = [] -%}
  {%- for relation in relations -%}
    {%- set place = 'upper(nsp.nspname) = upper(' ~ xform_literal(relation.schema) ~ ')' -%}
    {%- if relation.identifier -%}
      {%- set place = '(' ~ place ~ ' and upper(cls.relname) = upper(' ~ xform_literal(relation.identifier) ~ '))' -%}
    {%- endif -%}
    {%- do conditions.append(place) -%}
  {%- endfor -%}
  {%- do return(xform_postgres_catalog(information_schema, conditions)) -%}
{%- endmacro %}

{%- macro xform_postgres_catalog(information_schema, conditions) -%}
  {%- set database = information_schema.database -%}
  {%- do xform_check_database(database) -%}
  {%- call statement('catalog', fetch_result=True) -%}
select {{ xform_literal(database) }} as table_database, nsp.nspname as table_schema, cls.relname as table_name,
  case cls.relkind when 'v' then 'VIEW' when 'm' then 'MATERIALIZED VIEW' else 'BASE TABLE' end as table_type,
  obj_description(cls.oid, 'pg_class') as table_comment,
  att.attname as column_name, att.attnum as column_index, format_type(att.atttypid, att.atttypmod) as column_type,
  col_description(cls.oid, att.attnum) as column_comment, pg_get_userbyid(cls.relowner) as table_owner
from pg_class as cls
join pg_namespace as nsp on nsp.oid = cls.relnamespace
join pg_attribute as att on att.attrelid = cls.oid and att.attnum > 0 and not att.attisdropped
where cls.relkind in ('r', 'p', 'f', 'v', 'm') and cls.relpersistence <> 't'
  and ({{ conditions | join(' or ') }})
order by nsp.nspname, cls.relname, att.attnum
  {%- endcall -%}
  {%- do return(load_result('catalog').table) -%}
{%- endmacro %}
