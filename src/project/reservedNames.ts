/** Names that templates use for other things, which dbt does not allow as a project's name. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set(
  (
    'ref source config target model graph adapter flags this sql context var env_var modules exceptions return log ' +
    'fromjson tojson fromyaml toyaml try_or_compiler_error execute invocation_id run_started_at write render ' +
    'load_result store_result store_raw_result api column schema database env pre_hooks post_hooks sql_now load_agate_table'
  ).split(' '),
);
