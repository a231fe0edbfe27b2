{#-
  A table that a foreign key references can be neither dropped nor replaced. When such a table is rebuilt, the tables
  that reference it are put aside in the same transaction and made again afterwards from their own definition; the
  ones that this run is going to rebuild come back without their foreign keys, which may not hold until then.
-#}
{%- macro enforced_constraint_types() -%}
  {%- set contract = config.get('contract') -%}
  {%- set types = [] -%}
  {%- if contract and contract.enforced -%}
    {%- for constraint in model.get('constraints') or [] -%}
      {%- do types.append(constraint.type | string) -%}
    {%- endfor -%}
    {%- for column in (model.get('columns') or {}).values() -%}
      {%- for constraint in column.get('constraints') or [] -%}
        {%- do types.append(constraint.type | string) -%}
      {%- endfor -%}
    {%- endfor -%}
  {%- endif -%}
  {%- do return(types | unique | list) -%}
{%- endmacro %}

{%- macro existing_constraint_types(relation) -%}
  {%- do return([] if relation is none else adapter.existing_key_constraint_types(relation)) -%}
{%- endmacro %}

{%- macro has_foreign_key_constraints(relation=none) -%}
  {%- do return('foreign_key' in enforced_constraint_types() + existing_constraint_types(relation)) -%}
{%- endmacro %}

{#- Foreign keys reference primary keys and unique columns only: other tables need no look-up. -#}
{%- macro may_be_foreign_key_target(relation=none) -%}
  {%- set types = enforced_constraint_types() -%}
  {%- do return(relation is not none and relation.is_table and ('primary_key' in types or 'unique' in types)) -%}
{%- endmacro %}

{%- macro drop_relation_for_rebuild(relation) -%}
  {%- do adapter.ensure_transaction() -%}
  {%- do adapter.drop_relation(relation) -%}
{%- endmacro %}

{#- Returns what restore_foreign_key_dependents needs, in the order of dropping (the furthest first). -#}
{%- macro drop_foreign_key_dependents(relation) -%}
  {%- set dropped = [] -%}
  {%- for row in xform_foreign_key_dependents(relation) -%}
    {%- if dropped | length == 0 -%}
      {%- do adapter.ensure_transaction() -%}
    {%- endif -%}
    {%- set dependent = api.Relation.create(
        database=relation.database, schema=relation.schema, identifier=row[0], type='table') -%}
    {%- set copy = make_temp_relation(dependent, '__dbt_fk_backup') -%}
    {%- set indexes = xform_take_indexes(dependent) -%}
    {%- do run_query('create temporary table ' ~ copy ~ ' as from ' ~ dependent.render()) -%}
    {%- do run_query('drop table ' ~ dependent.render()) -%}
    {%- do dropped.append({'relation': dependent, 'rows': copy, 'definition': row[1], 'indexes': indexes}) -%}
  {%- endfor -%}
  {%- do return(dropped) -%}
{%- endmacro %}

{#- Rows (table, its definition) of all tables that reference the relation, also by way of others. -#}
{%- macro xform_foreign_key_dependents(relation) -%}
  {%- set place = "lower(database_name) = lower('" ~ adapter.escape_sql_string(relation.database)
      ~ "') and lower(schema_name) = lower('" ~ adapter.escape_sql_string(relation.schema) ~ "')" -%}
  {%- do return(run_query(
      "with recursive keys as (select table_name as child, referenced_table as parent from duckdb_constraints()"
      ~ " where constraint_type = 'FOREIGN KEY' and " ~ place ~ " and table_name <> referenced_table),"
      ~ " chain(child, depth) as (select child, 1 from keys where lower(parent) = lower('"
      ~ adapter.escape_sql_string(relation.identifier) ~ "') union"
      ~ " select keys.child, depth + 1 from keys join chain on keys.parent = chain.child)"
      ~ " select table_name, sql from duckdb_tables() join"
      ~ " (select child, max(depth) as depth from chain group by child) on child = table_name where " ~ place
      ~ " order by depth desc, table_name")) -%}
{%- endmacro %}

{%- macro restore_foreign_key_dependents(dropped) -%}
  {%- for entry in dropped | reverse -%}
    {%- set definition = xform_definition_at('CREATE TABLE ', entry.relation, entry.definition) -%}
    {%- if xform_rebuilt_by_this_run(entry.relation) -%}
      {%- set definition = modules.re.sub(', FOREIGN KEY \\([^)]*\\) REFERENCES [^(]+\\([^)]*\\)', '', definition) -%}
    {%- endif -%}
    {%- do run_query(definition) -%}
    {%- do run_query('insert into ' ~ entry.relation.render() ~ ' by name from ' ~ entry.rows) -%}
    {%- do xform_restore_indexes(entry.indexes) -%}
    {%- do run_query('drop table ' ~ entry.rows) -%}
  {%- endfor -%}
{%- endmacro %}

{%- macro xform_rebuilt_by_this_run(relation) -%}
  {%- for id in selected_resources if id in graph.nodes -%}
    {%- set node = graph.nodes[id] -%}
    {%- if node.resource_type == 'model' and node.config.materialized == 'table'
        and node.alias == relation.identifier and node.schema == relation.schema and node.database == relation.database -%}
      {%- do return(true) -%}
    {%- endif -%}
  {%- endfor -%}
  {%- do return(false) -%}
{%- endmacro %}
