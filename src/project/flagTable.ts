import type { Value } from '../jinja/values/types.js';

export type FlagType = 'bool' | 'int' | 'text' | 'list' | 'mapping';

/** One setting of an invocation. */
export interface FlagSpec {
  /** dbt's name in lower_snake_case. */
  readonly name: string;
  readonly type: FlagType;
  readonly fallback: Value;
  readonly choices?: readonly string[];
  /** Can be set with XFORM_<NAME>, DBT_ENGINE_<NAME> or DBT_<NAME>. */
  readonly env: boolean;
  /** Can be set in `flags:` of the project file. */
  readonly project: boolean;
  /** A former name of its variable. */
  readonly formerEnv?: string;
}

const LEVELS = ['debug', 'info', 'warn', 'error', 'none'];
const FORMATS = ['text', 'debug', 'json', 'default'];

type Options = Partial<Pick<FlagSpec, 'choices' | 'env' | 'project' | 'formerEnv'>>;

function flag(name: string, type: FlagType, fallback: Value, options: Options = {}): FlagSpec {
  return { name, type, fallback, env: true, project: false, ...options };
}

const both: Options = { project: true };
const behaviour: Options = { env: false, project: true };

/** Every flag with dbt 1.11's default (features A14, A51, A60). */
export const FLAGS: readonly FlagSpec[] = [
  flag('cache_selected_only', 'bool', false, both),
  flag('debug', 'bool', false, both),
  flag('defer', 'bool', false, { formerEnv: 'DBT_DEFER_TO_STATE' }),
  flag('defer_state', 'text', null),
  flag('empty', 'bool', false),
  flag('event_time_end', 'text', null),
  flag('event_time_start', 'text', null),
  flag('exclude_resource_types', 'list', []),
  flag('fail_fast', 'bool', false, both),
  flag('favor_state', 'bool', false, { formerEnv: 'DBT_FAVOR_STATE_MODE' }),
  flag('full_refresh', 'bool', false),
  flag('indirect_selection', 'text', 'eager', {
    ...both,
    choices: ['eager', 'cautious', 'buildable', 'empty'],
  }),
  flag('introspect', 'bool', true),
  flag('log_cache_events', 'bool', false),
  flag('log_file_max_bytes', 'int', 10_485_760),
  flag('log_format', 'text', 'default', { ...both, choices: FORMATS }),
  flag('log_format_file', 'text', 'debug', { ...both, choices: FORMATS }),
  flag('log_level', 'text', 'info', { ...both, choices: LEVELS }),
  flag('log_level_file', 'text', 'debug', { ...both, choices: LEVELS }),
  flag('log_path', 'text', null),
  flag('macro_debugging', 'bool', false),
  flag('partial_parse', 'bool', true, both),
  flag('partial_parse_file_diff', 'bool', true),
  flag('populate_cache', 'bool', true, both),
  flag('print', 'bool', true),
  flag('printer_width', 'int', 80, both),
  flag('profile', 'text', null),
  flag('profiles_dir', 'text', null),
  flag('project_dir', 'text', null),
  flag('quiet', 'bool', false),
  flag('resource_types', 'list', []),
  flag('sample', 'text', null),
  flag('send_anonymous_usage_stats', 'bool', false, both),
  flag('show_all_deprecations', 'bool', false, { env: false }),
  flag('show_resource_report', 'bool', false),
  flag('single_threaded', 'bool', false),
  flag('state', 'text', null, { formerEnv: 'DBT_ARTIFACT_STATE_PATH' }),
  flag('static_parser', 'bool', true, both),
  flag('store_failures', 'bool', false),
  flag('strict_mode', 'bool', false, { env: false }),
  flag('target', 'text', null),
  flag('target_path', 'text', null),
  flag('upload_to_artifacts_ingest_api', 'bool', false),
  flag('use_colors', 'bool', true, both),
  flag('use_colors_file', 'bool', true, both),
  flag('use_experimental_parser', 'bool', false, both),
  flag('use_fast_test_edges', 'bool', false),
  flag('version_check', 'bool', true, both),
  flag('warn_error', 'bool', false, both),
  flag('warn_error_options', 'mapping', {}, both),
  flag('write_json', 'bool', true, both),
  flag('require_all_warnings_handled_by_warn_error', 'bool', false, behaviour),
  flag('require_batched_execution_for_custom_microbatch_strategy', 'bool', false, behaviour),
  flag('require_event_names_in_deprecations', 'bool', false, behaviour),
  flag('require_explicit_package_overrides_for_builtin_materializations', 'bool', true, behaviour),
  flag('require_generic_test_arguments_property', 'bool', true, behaviour),
  flag('require_nested_cumulative_type_params', 'bool', false, behaviour),
  flag('require_ref_searches_node_package_before_root', 'bool', false, behaviour),
  flag('require_resource_names_without_spaces', 'bool', true, behaviour),
  flag('require_unique_project_resource_names', 'bool', false, behaviour),
  flag('require_yaml_configuration_for_mf_time_spines', 'bool', false, behaviour),
  flag('skip_nodes_if_on_run_start_fails', 'bool', false, behaviour),
  flag('source_freshness_run_project_hooks', 'bool', true, behaviour),
  // dbt's default is false; without it state:modified calls every node modified whose config reads target or env.
  flag('state_modified_compare_more_unrendered_values', 'bool', true, behaviour),
  flag('state_modified_compare_vars', 'bool', false, behaviour),
  flag('validate_macro_args', 'bool', false, behaviour),
  // Not dbt's: severities of `xform check`.
  flag('xform_checks', 'mapping', {}, behaviour),
  // Of dbt 1.12, off as there.
  flag('allow_jinja_file_extensions', 'bool', false, behaviour),
  flag('latest_version_pointer_enabled_by_default', 'bool', false, behaviour),
  flag('require_sql_header_in_test_configs', 'bool', false, behaviour),
  flag('support_custom_ref_kwargs', 'bool', false, behaviour),
];

export const FLAGS_BY_NAME: ReadonlyMap<string, FlagSpec> = new Map(FLAGS.map((spec) => [spec.name, spec]));
