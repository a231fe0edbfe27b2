/** How an option's texts become a value under its key. */
export type OptionKind = 'flag' | 'toggle' | 'text' | 'integer' | 'list';

/** One option of the command line. `key` is dbt's parameter name. A toggle also has its `--no-` form. */
export interface OptionSpec {
  /** Name in the command table where it differs from the key (commands disagree on what --output means). */
  readonly id?: string;
  readonly key: string;
  readonly long: string;
  readonly short?: string;
  readonly kind: OptionKind;
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly help: string;
  /** Accepted for dbt's sake, left out of `--help`. */
  readonly hidden?: boolean;
}

const LEVELS = ['debug', 'info', 'warn', 'error', 'none'];
const FORMATS = ['text', 'debug', 'json', 'default'];

/** Accepted before and after every command (features J2). */
export const COMMON_OPTIONS: readonly OptionSpec[] = [
  {
    key: 'project_dir',
    long: 'project-dir',
    kind: 'text',
    value: 'DIR',
    help: 'folder of dbt_project.yml (default: here, then its parents)',
  },
  {
    key: 'profiles_dir',
    long: 'profiles-dir',
    kind: 'text',
    value: 'DIR',
    help: 'folder of profiles.yml (default: here, ~/.dbt, the project)',
  },
  {
    key: 'profile',
    long: 'profile',
    kind: 'text',
    value: 'NAME',
    help: 'profile to use instead of the project file’s',
  },
  {
    key: 'target',
    long: 'target',
    short: 't',
    kind: 'text',
    value: 'NAME',
    help: 'output of the profile to use',
  },
  { key: 'threads', long: 'threads', kind: 'integer', value: 'N', help: 'nodes worked on at a time' },
  { key: 'vars', long: 'vars', kind: 'text', value: 'YAML', help: 'variables, as a YAML or JSON mapping' },
  {
    key: 'target_path',
    long: 'target-path',
    kind: 'text',
    value: 'DIR',
    help: 'folder for compiled SQL and artifacts',
  },
  { key: 'log_path', long: 'log-path', kind: 'text', value: 'DIR', help: 'folder for the log file' },
  {
    key: 'state',
    long: 'state',
    kind: 'text',
    value: 'DIR',
    help: 'artifacts of an earlier run to compare with',
  },
  { key: 'defer', long: 'defer', kind: 'toggle', help: 'take unselected relations from --state' },
  {
    key: 'defer_state',
    long: 'defer-state',
    kind: 'text',
    value: 'DIR',
    help: 'artifacts for --defer, if not --state',
  },
  {
    key: 'favor_state',
    long: 'favor-state',
    kind: 'toggle',
    help: 'prefer the relations of --state even when they exist here',
  },
  { key: 'fail_fast', long: 'fail-fast', short: 'x', kind: 'toggle', help: 'stop at the first failure' },
  {
    key: 'indirect_selection',
    long: 'indirect-selection',
    kind: 'text',
    value: 'MODE',
    choices: ['eager', 'cautious', 'buildable', 'empty'],
    help: 'which tests come with a selected node',
  },
  { key: 'warn_error', long: 'warn-error', kind: 'toggle', help: 'treat warnings as errors' },
  {
    key: 'warn_error_options',
    long: 'warn-error-options',
    kind: 'text',
    value: 'YAML',
    help: 'which warnings are errors: {error: all | [..], warn: [..], silence: [..]}',
  },
  { key: 'quiet', long: 'quiet', short: 'q', kind: 'toggle', help: 'print errors only' },
  {
    key: 'debug',
    long: 'debug',
    short: 'd',
    kind: 'toggle',
    help: 'print debug lines, every SQL statement among them',
  },
  {
    key: 'log_level',
    long: 'log-level',
    kind: 'text',
    value: 'LEVEL',
    choices: LEVELS,
    help: 'least level printed and logged',
  },
  {
    key: 'log_level_file',
    long: 'log-level-file',
    kind: 'text',
    value: 'LEVEL',
    choices: LEVELS,
    help: 'least level in the log file',
  },
  {
    key: 'log_format',
    long: 'log-format',
    kind: 'text',
    value: 'FORMAT',
    choices: FORMATS,
    help: 'text, debug or json lines',
  },
  {
    key: 'log_format_file',
    long: 'log-format-file',
    kind: 'text',
    value: 'FORMAT',
    choices: FORMATS,
    help: 'the same for the log file',
  },
  {
    key: 'use_colors',
    long: 'use-colors',
    kind: 'toggle',
    help: 'colour the output (NO_COLOR is respected)',
  },
  {
    key: 'use_colors_file',
    long: 'use-colors-file',
    kind: 'toggle',
    help: 'colour the log file',
    hidden: true,
  },
  { key: 'printer_width', long: 'printer-width', kind: 'integer', value: 'N', help: 'width of result lines' },
  { key: 'print', long: 'print', kind: 'toggle', help: 'show what print() prints' },
  { key: 'partial_parse', long: 'partial-parse', kind: 'toggle', help: 'reuse what an earlier parse found' },
  { key: 'write_json', long: 'write-json', kind: 'toggle', help: 'write artifacts' },
  {
    key: 'populate_cache',
    long: 'populate-cache',
    kind: 'toggle',
    help: 'list existing relations before the run',
  },
  {
    key: 'cache_selected_only',
    long: 'cache-selected-only',
    kind: 'toggle',
    help: 'list only the schemas of selected nodes',
  },
  { key: 'version_check', long: 'version-check', kind: 'toggle', help: 'check require-dbt-version' },
  {
    key: 'show_all_deprecations',
    long: 'show-all-deprecations',
    kind: 'toggle',
    help: 'print each deprecation, not one of a kind',
  },
  {
    key: 'record_timing_info',
    long: 'record-timing-info',
    short: 'r',
    kind: 'text',
    value: 'FILE',
    help: 'accepted',
    hidden: true,
  },
  {
    key: 'log_cache_events',
    long: 'log-cache-events',
    kind: 'toggle',
    help: 'log changes of the relation cache',
    hidden: true,
  },
  {
    key: 'send_anonymous_usage_stats',
    long: 'send-anonymous-usage-stats',
    kind: 'toggle',
    help: 'accepted; nothing is ever sent',
    hidden: true,
  },
  { key: 'static_parser', long: 'static-parser', kind: 'toggle', help: 'accepted', hidden: true },
  {
    key: 'use_experimental_parser',
    long: 'use-experimental-parser',
    kind: 'toggle',
    help: 'accepted',
    hidden: true,
  },
  {
    key: 'introspect',
    long: 'introspect',
    kind: 'toggle',
    help: 'allow templates to query while compiling',
    hidden: true,
  },
];

/** Options that only some commands have, by id (the key, where it has none). */
const SPECIFIC: readonly OptionSpec[] = [
  {
    key: 'select',
    long: 'select',
    short: 's',
    kind: 'list',
    value: 'SELECTOR',
    help: 'nodes to include (also --models, -m)',
  },
  { key: 'exclude', long: 'exclude', kind: 'list', value: 'SELECTOR', help: 'nodes to leave out' },
  { key: 'selector', long: 'selector', kind: 'text', value: 'NAME', help: 'a selector of selectors.yml' },
  {
    key: 'resource_types',
    long: 'resource-type',
    kind: 'list',
    value: 'TYPE',
    help: 'only these kinds of resources',
  },
  {
    key: 'exclude_resource_types',
    long: 'exclude-resource-type',
    kind: 'list',
    value: 'TYPE',
    help: 'all but these kinds',
  },
  {
    key: 'full_refresh',
    long: 'full-refresh',
    short: 'f',
    kind: 'flag',
    help: 'rebuild incremental models and seeds from scratch',
  },
  {
    key: 'store_failures',
    long: 'store-failures',
    kind: 'flag',
    help: 'keep the rows that failing tests return',
  },
  { key: 'empty', long: 'empty', kind: 'toggle', help: 'build with no rows, to check that everything runs' },
  {
    key: 'sample',
    long: 'sample',
    kind: 'text',
    value: 'WINDOW',
    help: 'read only a window of time ("3 days", {start, end})',
  },
  {
    key: 'event_time_start',
    long: 'event-time-start',
    kind: 'text',
    value: 'TIME',
    help: 'start of the microbatch window',
  },
  {
    key: 'event_time_end',
    long: 'event-time-end',
    kind: 'text',
    value: 'TIME',
    help: 'end of the microbatch window',
  },
  {
    key: 'export_saved_queries',
    long: 'export-saved-queries',
    kind: 'toggle',
    help: 'accepted',
    hidden: true,
  },
  { key: 'show', long: 'show', kind: 'flag', help: 'print a sample of each seed' },
  {
    key: 'inline',
    long: 'inline',
    kind: 'text',
    value: 'SQL',
    help: 'templated SQL to use instead of a node',
  },
  {
    key: 'inline_direct',
    long: 'inline-direct',
    kind: 'text',
    value: 'SQL',
    help: 'SQL sent as it is',
    hidden: true,
  },
  { key: 'limit', long: 'limit', kind: 'integer', value: 'N', help: 'rows to show (default 5; -1: all)' },
  {
    key: 'output',
    long: 'output',
    kind: 'text',
    value: 'FORMAT',
    choices: ['text', 'json'],
    help: 'text or json',
  },
  {
    id: 'list_output',
    key: 'output',
    long: 'output',
    kind: 'text',
    value: 'FORMAT',
    choices: ['selector', 'name', 'path', 'json'],
    help: 'selector, name, path or json',
  },
  { key: 'output_keys', long: 'output-keys', kind: 'list', value: 'KEY', help: 'fields of --output json' },
  {
    key: 'args',
    long: 'args',
    kind: 'text',
    value: 'YAML',
    help: 'keyword arguments of the macro, as a YAML mapping',
  },
  {
    id: 'freshness_output',
    key: 'output',
    long: 'output',
    short: 'o',
    kind: 'text',
    value: 'FILE',
    help: 'where to write sources.json',
  },
  { key: 'compile', long: 'compile', kind: 'toggle', help: 'compile the project first (default)' },
  { key: 'empty_catalog', long: 'empty-catalog', kind: 'flag', help: 'write a catalog without relations' },
  { key: 'static', long: 'static', kind: 'flag', help: 'accepted', hidden: true },
  { key: 'connection', long: 'connection', kind: 'flag', help: 'only test the connection' },
  { key: 'config_dir', long: 'config-dir', kind: 'flag', help: 'print the folder of profiles.yml' },
  {
    key: 'skip_profile_setup',
    long: 'skip-profile-setup',
    short: 's',
    kind: 'flag',
    help: 'do not write a profile',
  },
  {
    key: 'upgrade',
    long: 'upgrade',
    kind: 'flag',
    help: 'take the newest allowed versions, whatever the lock file says',
  },
  { key: 'lock', long: 'lock', kind: 'flag', help: 'only write package-lock.yml' },
  {
    key: 'add_package',
    long: 'add-package',
    kind: 'text',
    value: 'NAME@VERSION',
    help: 'add a package to packages.yml first',
  },
  {
    key: 'source',
    long: 'source',
    kind: 'text',
    value: 'SOURCE',
    choices: ['hub', 'git', 'local'],
    help: 'where that package comes from',
  },
  {
    key: 'clean_project_files_only',
    long: 'clean-project-files-only',
    kind: 'toggle',
    help: 'refuse folders outside the project (default)',
  },
];

/** dbt's other spellings of an option, replaced before parsing. */
export const OPTION_ALIASES: Readonly<Record<string, string>> = {
  '--models': '--select',
  '--model': '--select',
  '-m': '--select',
  '--resource-types': '--resource-type',
  '--exclude-resource-types': '--exclude-resource-type',
};

/** The option that the command table names; its names are checked by a test. */
export function findOption(id: string): OptionSpec {
  const found = SPECIFIC.find((option) => (option.id ?? option.key) === id);
  if (!found) throw new Error(`no option ${id}`);
  return found;
}
