{#- One query for all kinds, straight from the catalog. -#}
{%- macro postgres__list_relations_without_caching(schema_relation) -%}
  {%- set database = xform_literal(schema_relation.database) -%}
  {%- call statement('list_relations_without_caching', fetch_result=True) -%}
select {{ database }} as database, cls.relname as name, nsp.nspname as schema,
  case cls.relkind when 'v' then 'view' when 'm' then 'materialized_view' else 'table' end as type
from pg_class as cls join pg_namespace as nsp on nsp.oid = cls.relnamespace
where cls.relkind in ('r', 'p', 'v', 'm') and lower(nsp.nspname) = lower({{ xform_literal(schema_relation.schema) }})
union
select {{ database }}, pro.proname, nsp.nspname, 'function'
from pg_proc as pro join pg_namespace as nsp on nsp.oid = pro.pronamespace
where lower(nsp.nspname) = lower({{ xform_literal(schema_relation.schema) }})
  {%- endcall -%}
  {%- do return(load_result('list_relations_without_caching').table) -%}
{%- endmacro %}

{%- macro postgres__get_columns_in_relation(relation) -%}
  {#- A temporary table is found by its name alone. -#}
  {%- set schema_too = ' and table_schema = ' ~ xform_literal(relation.schema) if relation.schema else '' -%}
  {%- call statement('get_columns_in_relation', fetch_result=True) -%}
select column_name, data_type, character_maximum_length, numeric_precision, numeric_scale
from {{ relation.information_schema('columns') }}
where table_name = {{ xform_literal(relation.identifier) }}{{ schema_too }}
order by ordinal_position
  {%- endcall -%}
  {%- do return(sql_convert_columns_in_relation(load_result('get_columns_in_relation').table)) -%}
{%- endmacro %}

{%- macro postgres__get_relations() -%}
  {{ return(postgres_get_relations()) }}
{%- endmacro %}

{#- Rows (schema and name of a view, schema and name of what it reads): what `cascade` would take along. -#}
{%- macro postgres_get_relations() -%}
  {%- call statement('relations', fetch_result=True) -%}
select distinct reader_space.nspname, reader.relname, read_space.nspname, read.relname
from pg_rewrite as rule
join pg_class as reader on reader.oid = rule.ev_class
join pg_namespace as reader_space on reader_space.oid = reader.relnamespace
join pg_depend as link on link.objid = rule.oid and link.classid = 'pg_rewrite'::regclass
  and link.refclassid = 'pg_class'::regclass and link.refobjid <> reader.oid
join pg_class as read on read.oid = link.refobjid
join pg_namespace as read_space on read_space.oid = read.relnamespace
where read_space.nspname <> 'information_schema' and read_space.nspname not like 'pg\_%'
order by 1, 2, 3, 4
  {%- endcall -%}
  {%- do return(load_result('relations').table) -%}
{%- endmacro %}

{%- macro postgres__drop_table(relation) -%}
  drop table if exists {{ relation.render() }} cascade
{%- endmacro %}

{%- macro postgres__drop_view(relation) -%}
  drop view if exists {{ relation.render() }} cascade
{%- endmacro %}

{%- macro postgres__drop_materialized_view(relation) -%}
  drop materialized view if exists {{ relation.render() }} cascade
{%- endmacro %}

{%- macro postgres__get_rename_table_sql(relation, new_name) -%}
  alter table {{ relation.render() }} rename to {{ adapter.quote(new_name) }}
{%- endmacro %}

{%- macro postgres__get_rename_view_sql(relation, new_name) -%}
  alter view {{ relation.render() }} rename to {{ adapter.quote(new_name) }}
{%- endmacro %}

{%- macro postgres__get_rename_materialized_view_sql(relation, new_name) -%}
  alter materialized view {{ relation.render() }} rename to {{ adapter.quote(new_name) }}
{%- endmacro %}

{#- There is no `create or replace table`; the drop and the creation are one transaction. -#}
{%- macro postgres__get_replace_table_sql(relation, sql) -%}
{{ get_drop_sql(relation) }};
{{ get_create_table_as_sql(False, relation, sql) }}
{%- endmacro %}

{#- `create or replace view` refuses other columns. -#}
{%- macro postgres__get_replace_view_sql(relation, sql) -%}
{{ get_drop_sql(relation) }};
{{ get_create_view_as_sql(relation, sql) }}
{%- endmacro %}
