{#- Where rows live: by a column, everywhere, evenly; nothing is said for `auto`, which is the server's own choice. -#}
{%- macro dist(dist) -%}
  {%- set wish = dist | trim | lower if dist is not none else none -%}
  {%- if wish in ['all', 'even'] -%}
    diststyle {{ wish }}
  {%- elif wish and wish != 'auto' -%}
    diststyle key distkey ({{ dist }})
  {%- endif -%}
{%- endmacro %}

{%- macro sort(sort_type, sort) -%}
  {%- if sort is not none -%}
    {%- set kind = (sort_type or 'compound') | trim | lower -%}
    {%- if kind not in ['compound', 'interleaved'] -%}
      {%- do exceptions.raise_compiler_error("sort_type is 'compound' or 'interleaved', not '" ~ sort_type ~ "'") -%}
    {%- endif -%}
    {%- set columns = [sort] if sort is string else sort -%}
    {{ kind }} sortkey({{ columns | join(',') }})
  {%- endif -%}
{%- endmacro %}

{%- macro redshift__create_table_as(temporary, relation, sql) -%}
  {%- set contract = config.get('contract') -%}
  {%- set enforced = contract and contract.enforced -%}
  {%- set layout = [
      'backup no' if config.get('backup', default=true) == false else '',
      dist(config.get('dist', default=none)) | trim,
      sort(config.get('sort_type', default=none), config.get('sort', default=none)) | trim,
    ] | select | join('\n  ') -%}
  {%- if enforced -%}
    {{ get_assert_columns_equivalent(sql) }}
  {%- endif -%}
{{ config.get('sql_header', none) or '' }}
  {%- if enforced %}
create {{ 'temporary ' if temporary }}table {{ relation }}
{{ get_table_columns_and_constraints() }}
  {{ layout }};
insert into {{ relation }} (
  {{ get_select_subquery(sql) }}
);
  {%- else %}
create {{ 'temporary ' if temporary }}table {{ relation }}
  {{ layout }}
as (
  {{ sql }}
);
  {%- endif -%}
{%- endmacro %}

{#- A late-binding view (bind: false) outlives the tables it reads. -#}
{%- macro redshift__create_view_as(relation, sql) -%}
  {%- set contract = config.get('contract') -%}
  {%- if contract and contract.enforced -%}
    {{ get_assert_columns_equivalent(sql) }}
  {%- endif -%}
{{ config.get('sql_header', none) or '' }}
create view {{ relation }} as (
  {{ sql }}
){{ ' with no schema binding' if config.get('bind', default=true) == false }};
{%- endmacro %}

{%- macro redshift__get_rename_table_sql(relation, new_name) -%}
  alter table {{ relation.render() }} rename to {{ adapter.quote(new_name) }}
{%- endmacro %}

{#- Views are renamed by the statement for tables. -#}
{%- macro redshift__get_rename_view_sql(relation, new_name) -%}
  alter table {{ relation.render() }} rename to {{ adapter.quote(new_name) }}
{%- endmacro %}
