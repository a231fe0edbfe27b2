{%- macro run_hooks(hooks, inside_transaction=True) -%}
  {%- set wanted = hooks | selectattr('transaction', 'equalto', inside_transaction) | list -%}
  {%- if wanted and not inside_transaction -%}
    {#- Ends a transaction that the driver may have opened by itself. -#}
    {%- call statement(auto_begin=false) -%}commit;{%- endcall -%}
  {%- endif -%}
  {%- do xform_run_each_hook(wanted, inside_transaction) -%}
{%- endmacro %}

{%- macro xform_run_each_hook(hooks, inside_transaction) -%}
  {%- for hook in hooks -%}
    {%- set text = render(hook.get('sql')) | trim -%}
    {#- A hook may be a macro that decides to do nothing. -#}
    {%- if text -%}
      {%- call statement(auto_begin=inside_transaction) -%}{{ text }}{%- endcall -%}
    {%- endif -%}
  {%- endfor -%}
{%- endmacro %}

{#- The dict form of a hook as text, for hooks written in config() calls. -#}
{%- macro make_hook_config(sql, inside_transaction) %}
  {{ tojson({'sql': sql, 'transaction': inside_transaction}) }}
{% endmacro %}

{%- macro before_begin(sql) -%}
  {{ make_hook_config(sql, inside_transaction=false) }}
{%- endmacro %}

{%- macro in_transaction(sql) -%}
  {{ make_hook_config(sql, inside_transaction=true) }}
{%- endmacro %}

{%- macro after_commit(sql) -%}
  {{ make_hook_config(sql, inside_transaction=false) }}
{%- endmacro %}
