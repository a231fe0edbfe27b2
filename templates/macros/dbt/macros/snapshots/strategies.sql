{#- `name` or `package.name` to the macro that makes the strategy. -#}
{%- macro strategy_dispatch(name) -%}
  {%- set parts = name.split('.') -%}
  {%- set macro_name = 'snapshot_' ~ (parts | last) ~ '_strategy' -%}
  {%- set scope = context if parts | length == 1 else context.get(parts[0]) -%}
  {%- if parts | length > 2 or scope is none or scope is not defined -%}
    {%- do exceptions.raise_compiler_error("Snapshot strategy '" ~ name ~ "': no package of that name is installed") -%}
  {%- elif macro_name not in scope -%}
    {%- do exceptions.raise_compiler_error("Snapshot strategy '" ~ name ~ "': there is no macro " ~ macro_name) -%}
  {%- endif -%}
  {%- do return(scope[macro_name]) -%}
{%- endmacro %}

{%- macro snapshot_hash_arguments(args) -%}
  {{ adapter.dispatch('snapshot_hash_arguments', 'dbt')(args) }}
{%- endmacro %}

{%- macro default__snapshot_hash_arguments(args) -%}
  {%- set parts = [] -%}
  {%- for arg in args -%}
    {%- do parts.append('coalesce(cast(' ~ arg ~ " as varchar ), '')") -%}
  {%- endfor -%}
md5({{ parts | join(" || '|' || ") }})
{%- endmacro %}

{%- macro snapshot_string_as_time(timestamp) -%}
  {{ adapter.dispatch('snapshot_string_as_time', 'dbt')(timestamp) }}
{%- endmacro %}

{%- macro default__snapshot_string_as_time(timestamp) -%}
  {%- do xform_not_implemented_here('snapshot_string_as_time') -%}
{%- endmacro %}

{#-
  A strategy says when a row has changed, from the newest stored version (snapshotted_rel) and the row of the source
  (current_rel), and which time and id the new version gets.
-#}
{%- macro xform_snapshot_strategy(row_changed, updated_at) -%}
  {%- set hard_deletes = adapter.get_hard_deletes_behavior({
      'hard_deletes': config.get('hard_deletes'),
      'invalidate_hard_deletes': config.get('invalidate_hard_deletes'),
    }) -%}
  {%- set key = config.get('unique_key') -%}
  {%- do return({
      'unique_key': key,
      'updated_at': updated_at,
      'row_changed': row_changed,
      'scd_id': snapshot_hash_arguments(api.Relation.scd_args(key, updated_at)),
      'invalidate_hard_deletes': hard_deletes == 'invalidate',
      'hard_deletes': hard_deletes,
    }) -%}
{%- endmacro %}

{%- macro snapshot_timestamp_strategy(node, snapshotted_rel, current_rel, model_config, target_exists) -%}
  {%- set updated_at = config.get('updated_at') -%}
  {%- set valid_from = get_snapshot_table_column_names().dbt_valid_from -%}
  {#- Against dbt_valid_from, not dbt_updated_at: a row that was deleted and came back has a new version since. -#}
  {%- set row_changed = '(' ~ snapshotted_rel ~ '.' ~ valid_from ~ ' < ' ~ current_rel ~ '.' ~ updated_at ~ ')' -%}
  {%- do return(xform_snapshot_strategy(row_changed, updated_at)) -%}
{%- endmacro %}

{%- macro snapshot_check_strategy(node, snapshotted_rel, current_rel, model_config, target_exists) -%}
  {%- set check_cols = config.get('check_cols') -%}
  {%- if check_cols != 'all' and (check_cols is string or not check_cols) -%}
    {%- do exceptions.raise_compiler_error("check_cols must be 'all' or a list of columns, not " ~ check_cols) -%}
  {%- endif -%}
  {%- set column_added, columns = snapshot_check_all_get_existing_columns(node, target_exists, check_cols) -%}
  {%- set differences = [get_true_sql() | trim] if column_added else [] -%}
  {%- for column in columns if not column_added -%}
    {%- set old, new = snapshotted_rel ~ '.' ~ column, current_rel ~ '.' ~ column -%}
    {%- do differences.append(old ~ ' != ' ~ new ~ ' or (' ~ old ~ ' is null and ' ~ new ~ ' is not null) or ('
        ~ old ~ ' is not null and ' ~ new ~ ' is null)') -%}
  {%- endfor -%}
  {%- set updated_at = config.get('updated_at') or snapshot_get_time() -%}
  {%- do return(xform_snapshot_strategy('(' ~ differences | join(' or ') ~ ')', updated_at)) -%}
{%- endmacro %}

{#- (whether the query has a column that the snapshot has not, the checked columns quoted) -#}
{%- macro snapshot_check_all_get_existing_columns(node, target_exists, check_cols_config) -%}
  {%- if not target_exists -%}
    {#- The first run has nothing to compare with. -#}
    {%- do return((false, [])) -%}
  {%- endif -%}
  {%- set query = node['compiled_code'] -%}
  {%- if check_cols_config != 'all' -%}
    {#- By way of the database, since it knows how the listed names are written there. -#}
    {%- set query = 'select ' ~ check_cols_config | join(', ') ~ ' from (\n' ~ query ~ '\n) subq' -%}
  {%- endif -%}
  {%- set stored = [] -%}
  {%- for column in adapter.get_columns_in_relation(load_cached_relation(this)) -%}
    {%- do stored.append(adapter.quote(column.name)) -%}
  {%- endfor -%}
  {%- set shared, state = [], namespace(column_added=false) -%}
  {%- for name in get_columns_in_query(query) -%}
    {%- if adapter.quote(name) in stored -%}
      {%- do shared.append(adapter.quote(name)) -%}
    {%- else -%}
      {%- set state.column_added = true -%}
    {%- endif -%}
  {%- endfor -%}
  {%- do return((state.column_added, shared)) -%}
{%- endmacro %}
