{%- macro duckdb__xform_apply_increment(existing, target, code) -%}
  {%- set place = duckdb__dispatch_temporary_relation(target, adapter.batch_id_for_model(model)) -%}
  {%- set rows = place['relation'] -%}
  {%- if not place['temporary'] -%}
    {%- do create_schema(rows) -%}
  {%- endif -%}
  {%- do xform_create_increment_rows(place['temporary'], rows, code) -%}
  {%- do xform_move_increment(existing, target, rows) -%}
  {%- if place['temporary'] -%}
    {#- In the transaction: a session is used for many nodes. -#}
    {%- do adapter.drop_relation(rows) -%}
    {%- do return(none) -%}
  {%- endif -%}
  {%- do return(rows) -%}
{%- endmacro %}

{%- macro duckdb__get_incremental_default_sql(arg_dict) -%}
  {{ return(get_incremental_delete_insert_sql(arg_dict)) }}
{%- endmacro %}

{#-
  One key column is compared without an alias on the target, several with one, so that predicates written for either
  still bind; the source stays inside its subquery and makes no name ambiguous.
-#}
{%- macro duckdb__get_delete_insert_merge_sql(target, source, unique_key, dest_columns, incremental_predicates) -%}
  {%- if unique_key and not incremental_predicates and xform_has_unique_index() -%}
    {{ return(xform_replace_rows_by_merge(target, source, unique_key, dest_columns)) }}
  {%- endif -%}
  {%- set conditions = [] -%}
  {%- if unique_key and unique_key is string -%}
    {%- do conditions.append('(' ~ unique_key ~ ') in (select (' ~ unique_key ~ ') from ' ~ source ~ ')') -%}
  {%- elif unique_key -%}
    {%- set pairs = [] -%}
    {%- for key in unique_key -%}
      {%- do pairs.append('DBT_INCREMENTAL_SOURCE.' ~ key ~ ' = DBT_INCREMENTAL_TARGET.' ~ key) -%}
    {%- endfor -%}
    {%- do conditions.append('exists (select 1 from ' ~ source ~ ' as DBT_INCREMENTAL_SOURCE where '
        ~ pairs | join(' and ') ~ ')') -%}
  {%- endif -%}
  {%- if conditions -%}
    {%- for predicate in normalize_incremental_predicates(incremental_predicates) -%}
      {%- do conditions.append('(' ~ predicate ~ ')') -%}
    {%- endfor -%}
delete from {{ target.render() }}{{ ' as DBT_INCREMENTAL_TARGET' if unique_key is not string }}
where {{ conditions | join('\n  and ') }};
  {%- endif %}
{{ get_insert_into_sql(target, source, dest_columns) }}
{%- endmacro %}

{%- macro xform_has_unique_index() -%}
  {%- do return((config.get('indexes', default=[]) or []) | selectattr('unique') | list | length > 0) -%}
{%- endmacro %}

{#- A unique index still holds the deleted keys when the rows come back in the same transaction; updates it accepts. -#}
{%- macro xform_replace_rows_by_merge(target, source, unique_key, dest_columns) -%}
  {%- set columns = dest_columns | map(attribute='quoted') | list -%}
  {%- set assignments, values = [], [] -%}
  {%- for column in columns -%}
    {%- do assignments.append(column ~ ' = DBT_INTERNAL_SOURCE.' ~ column) -%}
    {%- do values.append('DBT_INTERNAL_SOURCE.' ~ column) -%}
  {%- endfor -%}
merge into {{ target.render() }} as DBT_INTERNAL_DEST
using {{ source }} as DBT_INTERNAL_SOURCE
{{ duckdb__merge_join_clause(unique_key, none, none) | trim }}
when matched then update set {{ assignments | join(', ') }}
when not matched then insert ({{ columns | join(', ') }}) values ({{ values | join(', ') }})
{%- endmacro %}

{#- A batch replaces what lies in its window of time. -#}
{%- macro duckdb__get_incremental_microbatch_sql(arg_dict) -%}
  {%- if arg_dict.get('unique_key') -%}
    {%- do exceptions.raise_compiler_error("On DuckDB the microbatch strategy has no use for a unique_key: a batch"
        ~ " replaces what lies in its window of time. Remove it, or use incremental_strategy='merge'") -%}
  {%- endif -%}
  {%- set batch = model.get('batch') -%}
  {%- if not batch or not batch.event_time_start or not batch.event_time_end -%}
    {%- do exceptions.raise_compiler_error('microbatch: the run gave no window of time for this batch') -%}
  {%- endif -%}
  {%- set time = model.config.event_time -%}
  {%- set window = [
      time ~ " >= '" ~ batch.event_time_start ~ "'",
      time ~ " < '" ~ batch.event_time_end ~ "'",
    ] -%}
  {%- set delete_window = window | list -%}
  {%- for predicate in normalize_incremental_predicates(arg_dict.get('incremental_predicates')) -%}
    {%- do delete_window.append('(' ~ predicate ~ ')') -%}
  {%- endfor -%}
  {%- set columns = get_quoted_csv(arg_dict.dest_columns | map(attribute='name')) -%}
delete from {{ arg_dict.target_relation.render() }}
where {{ delete_window | join('\n  and ') }};
insert into {{ arg_dict.target_relation.render() }} ({{ columns }})
select {{ columns }} from {{ arg_dict.temp_relation }}
where {{ window | join('\n  and ') }};
{%- endmacro %}

{%- macro normalize_incremental_predicates(incremental_predicates) -%}
  {%- do return(normalize_string_or_list(incremental_predicates, 'incremental_predicates')) -%}
{%- endmacro %}
