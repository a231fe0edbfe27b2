{%- macro postgres__create_table_as(temporary, relation, sql) -%}
  {%- set contract = config.get('contract') -%}
  {%- set enforced = contract and contract.enforced -%}
  {%- set kind = 'temporary' if temporary else 'unlogged' if config.get('unlogged', default=False) else '' -%}
{{ config.get('sql_header', none) or '' }}
  {%- if enforced -%}
    {{ get_assert_columns_equivalent(sql) }}
  {%- endif -%}
  {%- if enforced and not temporary %}
create {{ kind }} table {{ relation }} {{ get_table_columns_and_constraints() }};
insert into {{ relation }} ({{ default__get_column_names() }}) (
  {{ get_select_subquery(sql) }}
);
  {%- else %}
create {{ kind }} table {{ relation }} as (
  {{ sql }}
);
  {%- endif -%}
{%- endmacro %}
