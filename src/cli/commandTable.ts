import type { CommandModule } from '../commands/types.js';

/** One command: its words, help and options, and how to load it. Nothing else of it is loaded before it is used. */
export interface CommandSpec {
  readonly words: string;
  readonly aliases?: readonly string[];
  readonly help: string;
  /** Positional argument: dbt's parameter name and what `--help` shows. */
  readonly argument?: { readonly key: string; readonly name: string; readonly optional?: boolean };
  /** Keys of options beyond the common ones. */
  readonly options: readonly string[];
  readonly load: () => Promise<CommandModule>;
}

const SELECTION = ['select', 'models', 'exclude', 'selector'];
const RESOURCE_TYPES = ['resource_types', 'exclude_resource_types'];
const EVENT_TIME = ['event_time_start', 'event_time_end', 'sample'];

export const COMMANDS: readonly CommandSpec[] = [
  {
    words: 'init',
    help: 'make a starter project that builds',
    argument: { key: 'project_name', name: 'name', optional: true },
    options: ['skip_profile_setup'],
    load: () => import('../commands/init.js'),
  },
  {
    words: 'build',
    help: 'seed, run, snapshot and test, in the order of the graph',
    options: [
      ...SELECTION,
      ...RESOURCE_TYPES,
      'full_refresh',
      'store_failures',
      'empty',
      ...EVENT_TIME,
      'show',
      'export_saved_queries',
      'junit',
      'static_analysis',
    ],
    load: () => import('../commands/build.js'),
  },
  {
    words: 'run',
    help: 'build models',
    options: [...SELECTION, 'full_refresh', 'empty', ...EVENT_TIME, 'junit', 'static_analysis'],
    load: () => import('../commands/run.js'),
  },
  {
    words: 'test',
    help: 'run data tests and unit tests',
    options: [...SELECTION, ...RESOURCE_TYPES, 'store_failures', 'junit'],
    load: () => import('../commands/test.js'),
  },
  {
    words: 'seed',
    help: 'load CSV files',
    options: [...SELECTION, 'full_refresh', 'show', 'junit'],
    load: () => import('../commands/seed.js'),
  },
  {
    words: 'snapshot',
    help: 'record changes of rows (SCD type 2)',
    options: [...SELECTION, 'empty', 'junit'],
    load: () => import('../commands/snapshot.js'),
  },
  {
    words: 'compile',
    help: 'write the SQL of models and tests without running it',
    options: [
      ...SELECTION,
      'inline',
      'full_refresh',
      'empty',
      'output',
      'inject_ephemeral_ctes',
      'static_analysis',
    ],
    load: () => import('../commands/compile.js'),
  },
  {
    words: 'show',
    help: 'print rows of a model or of --inline SQL',
    options: [...SELECTION, 'inline', 'inline_direct', 'limit', 'output', 'full_refresh'],
    load: () => import('../commands/show.js'),
  },
  {
    words: 'list',
    aliases: ['ls'],
    help: 'list resources',
    options: [...SELECTION, ...RESOURCE_TYPES, 'list_output', 'output_keys'],
    load: () => import('../commands/list.js'),
  },
  {
    words: 'parse',
    help: 'read the project and report what is wrong with it',
    options: [],
    load: () => import('../commands/parse.js'),
  },
  {
    words: 'docs generate',
    help: 'write catalog.json (what the warehouse holds) and the documentation as a site',
    options: [...SELECTION, 'compile', 'empty_catalog', 'static'],
    load: () => import('../commands/docsGenerate.js'),
  },
  {
    words: 'docs serve',
    help: 'show the documentation in the browser of this computer',
    options: ['host', 'port', 'browser'],
    load: () => import('../commands/docsServe.js'),
  },
  {
    words: 'debug',
    help: 'say what is ready: project, profile, connection, packages, macros',
    options: ['connection', 'config_dir'],
    load: () => import('../commands/debug.js'),
  },
  {
    words: 'clean',
    help: 'delete the folders of clean-targets',
    options: ['clean_project_files_only'],
    load: () => import('../commands/clean.js'),
  },
  {
    words: 'deps',
    help: 'install packages',
    options: ['upgrade', 'lock', 'add_package', 'source'],
    load: () => import('../commands/deps.js'),
  },
  {
    words: 'retry',
    help: 'run again what failed or was skipped in the last run',
    options: ['full_refresh', 'junit'],
    load: () => import('../commands/retry.js'),
  },
  {
    words: 'clone',
    help: 'clone relations of --state into the target',
    options: [...SELECTION, ...RESOURCE_TYPES, 'full_refresh'],
    load: () => import('../commands/clone.js'),
  },
  {
    words: 'source freshness',
    aliases: ['snapshot-freshness'],
    help: 'check how old the newest rows of sources are',
    options: [...SELECTION, 'freshness_output', 'junit'],
    load: () => import('../commands/sourceFreshness.js'),
  },
  {
    words: 'run-operation',
    help: 'run a macro',
    argument: { key: 'macro', name: 'macro' },
    options: ['args'],
    load: () => import('../commands/runOperation.js'),
  },
  {
    words: 'lineage',
    help: 'tell where a column comes from and where it goes',
    argument: { key: 'column', name: 'model.column', optional: true },
    options: ['upstream', 'downstream', 'lineage_output'],
    load: () => import('../commands/lineage.js'),
  },
  {
    words: 'check',
    help: 'check the SQL of the project without running it',
    options: [...SELECTION, 'check_output'],
    load: () => import('../commands/check.js'),
  },
  {
    words: 'impact',
    help: 'tell what changed since --state and what is downstream of it',
    options: ['impact_output'],
    load: () => import('../commands/impact.js'),
  },
  {
    words: 'completion',
    help: 'print the completion script of bash, zsh or fish',
    argument: { key: 'shell', name: 'shell' },
    options: [],
    load: () => import('../commands/completion.js'),
  },
];
