{#- A view with parameters: a table macro. -#}
{%- materialization table_function, adapter='duckdb' -%}
  {%- set target = this.incorporate(type='view') -%}
  {%- set parameters = normalize_string_or_list(config.get('parameters'), 'parameters') -%}
  {{ run_hooks(pre_hooks, inside_transaction=False) }}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}

  {%- call statement('main') -%}
create or replace function {{ target.render() }} ({{ parameters | join(', ') }}) as table (
  {{ sql }}
);
  {%- endcall -%}

  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {%- do adapter.commit() -%}
  {{ run_hooks(post_hooks, inside_transaction=False) }}
  {#- A function is no relation: nothing can be looked up or dropped under its name. -#}
  {{ return({'relations': []}) }}
{%- endmaterialization %}
