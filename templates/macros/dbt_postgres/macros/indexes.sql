{%- macro postgres__get_create_index_sql(relation, index_dict) -%}
  {%- set index = adapter.parse_index(index_dict) -%}
create {{ 'unique ' if index.unique }}index if not exists {{ adapter.quote(index.render(relation)) }}
on {{ relation }} {{ ('using ' ~ index.type ~ ' ') if index.type }}({{ index.columns | join(', ') }})
{%- endmacro %}

{%- macro postgres__get_drop_index_sql(relation, index_name) -%}
  drop index if exists {{ adapter.quote(relation.schema) }}.{{ adapter.quote(index_name) }}
{%- endmacro %}

{#- Rows (name, method, unique, column_names with commas) of a table or materialized view. -#}
{%- macro postgres__get_show_indexes_sql(relation) -%}
select cls.relname as name, am.amname as method, idx.indisunique as "unique",
  string_agg(att.attname, ',') as column_names
from pg_index as idx
join pg_class as cls on cls.oid = idx.indexrelid
join pg_am as am on am.oid = cls.relam
join pg_class as owner on owner.oid = idx.indrelid
join pg_namespace as nsp on nsp.oid = owner.relnamespace
join pg_attribute as att on att.attrelid = owner.oid and att.attnum = any(idx.indkey)
where owner.relname = {{ xform_literal(relation.identifier) }} and nsp.nspname = {{ xform_literal(relation.schema) }}
  and owner.relkind in ('r', 'm')
group by 1, 2, 3
order by 1, 2, 3
{%- endmacro %}
