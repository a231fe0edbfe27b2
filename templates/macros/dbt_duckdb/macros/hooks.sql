{#- DuckDB opens a transaction only when told to, so there is none to end before hooks outside of it. -#}
{%- macro run_hooks(hooks, inside_transaction=True) -%}
  {%- do xform_run_each_hook(hooks | selectattr('transaction', 'equalto', inside_transaction), inside_transaction) -%}
{%- endmacro %}
