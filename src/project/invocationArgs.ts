import { PyTuple, type Value } from '../jinja/values/types.js';
import { FLAGS } from './flagTable.js';
import { isMapping } from './mapping.js';
import type { Flags, YamlMap } from './types.js';
import { parseYaml } from './yaml.js';

/** What the settings of an invocation are made of. */
export interface InvocationArgsSources {
  readonly which: string;
  readonly flags: Flags;
  /** Given on the command line, by dbt's names. */
  readonly given: Readonly<Record<string, Value>>;
  readonly vars: YamlMap;
  /** `project_dir`, `profiles_dir` and `log_path`, absolute. */
  readonly folders: Readonly<Record<string, Value>>;
}

/** Not written while they are off or empty: dbt does not, or does not know them. */
const LEFT_OUT_WHEN_OFF: ReadonlySet<string> = new Set([
  'allow_jinja_file_extensions',
  'debug',
  'fail_fast',
  'full_refresh',
  'latest_version_pointer_enabled_by_default',
  'log_cache_events',
  'require_event_names_in_deprecations',
  'require_sql_header_in_test_configs',
  'single_threaded',
  'store_failures',
  'support_custom_ref_kwargs',
  'use_experimental_parser',
  'warn_error',
  'xform_checks',
]);

const BY_TYPE = { exclude_resource_types: [], resource_types: [] };

/** Settings that only some commands have, with what they are when nothing is given. */
const COMMAND_ARGS: Readonly<Record<string, Readonly<Record<string, Value>>>> = {
  build: { ...BY_TYPE, empty: false, export_saved_queries: false, include_saved_query: false, show: false },
  clone: BY_TYPE,
  compile: { empty: false, inject_ephemeral_ctes: true, output: 'text' },
  generate: { compile: true, empty_catalog: false, static: false },
  run: { empty: false },
  seed: { show: false },
  show: { limit: 5, output: 'text' },
  snapshot: { empty: false },
  test: BY_TYPE,
};

const ONLY_SOME: ReadonlySet<string> = new Set(
  Object.values(COMMAND_ARGS).flatMap((args) => Object.keys(args)),
);

/**
 * Every setting of an invocation, as `args` of run_results.json and `invocation_args_dict` have it: what was given, what
 * the project and the environment say, and the defaults of the rest (features K5).
 */
export function invocationArgs(sources: InvocationArgsSources): Record<string, Value> {
  const { which, flags, given, vars, folders } = sources;
  const args: Record<string, Value> = { ...folders, invocation_command: `xform ${which}` };
  for (const { name } of FLAGS) {
    const value: Value = flags[name];
    if (value === null || name in folders || ONLY_SOME.has(name)) continue;
    if (!LEFT_OUT_WHEN_OFF.has(name) || isOn(value)) args[name] = value;
  }
  for (const [name, fallback] of Object.entries(COMMAND_ARGS[which] ?? {}))
    args[name] = flags[name] ?? fallback;
  if (which !== 'run-operation') Object.assign(args, { select: [], exclude: [] });
  for (const [name, value] of Object.entries(given).filter(([, each]) => each !== undefined)) {
    if (name !== 'models' && !(name in folders)) args[name] = flags[name] ?? value;
  }
  if (typeof given['args'] === 'string') args['args'] = parseYaml(given['args'], '--args').value;
  // Lists of the command line are tuples in templates.
  for (const [name, value] of Object.entries(args))
    if (Array.isArray(value)) args[name] = PyTuple.fromArray(value);
  return { ...args, vars, which };
}

function isOn(value: Value): boolean {
  return isMapping(value) ? Object.keys(value).length > 0 : value !== false;
}
