{%- materialization seed, default -%}
  {%- set full_refresh = should_full_refresh() -%}
  {%- set existing = adapter.get_relation(database=database, schema=schema, identifier=model['alias']) -%}
  {%- set target = this.incorporate(type='table') -%}
  {%- set rows = load_agate_table() -%}
  {#- Keeps the file's rows for `seed --show`. -#}
  {%- do store_result('agate_table', response='OK', agate_table=rows) -%}
  {{ run_hooks(pre_hooks, inside_transaction=False) }}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}

  {%- if existing is none -%}
    {%- set table_sql = create_csv_table(model, rows) -%}
  {%- elif existing.is_table -%}
    {%- set table_sql = reset_csv_table(model, full_refresh, existing, rows) -%}
  {%- else -%}
    {%- do exceptions.raise_compiler_error('The seed cannot be loaded: ' ~ existing.render() ~ ' is a ' ~ existing.type
        ~ '. Drop it, or give the seed another alias or schema.') -%}
  {%- endif -%}
  {%- set load_sql = load_csv_rows(model, rows) -%}

  {%- set code = 'CREATE' if full_refresh else 'INSERT' -%}
  {%- set count = rows.rows | length -%}
  {%- call noop_statement('main', code ~ ' ' ~ count, code, count) -%}
    {{ get_csv_sql(table_sql, load_sql) }}
  {%- endcall -%}

  {%- do apply_grants(target, config.get('grants'), should_revoke=should_revoke(existing, full_refresh)) -%}
  {%- do persist_docs(target, model) -%}
  {%- if existing is none or full_refresh -%}
    {%- do create_indexes(target) -%}
  {%- endif -%}
  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {%- do adapter.commit() -%}
  {{ run_hooks(post_hooks, inside_transaction=False) }}
  {{ return({'relations': [target]}) }}
{%- endmaterialization %}
