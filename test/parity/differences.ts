import type { EngineName } from './engines.js';

/** A place where xform's answer is not dbt's, on purpose or not yet. */
export interface KnownDifference {
  readonly case: string;
  /** Matched against Difference.path. */
  readonly path: RegExp;
  readonly reason: string;
  /** Where the difference is; absent: on DuckDB. */
  readonly on?: readonly EngineName[];
}

export const DIFFERENCES: readonly KnownDifference[] = [
  {
    case: 'incremental',
    path: /sch_sync/,
    reason: 'sync_all_columns changes the type of a column that DuckDB refuses to change for dbt.',
  },
  {
    case: 'incremental_schema',
    path: /^[4-6] .*_sync/,
    reason: 'sync_all_columns changes the type of a column that DuckDB refuses to change for dbt.',
  },
  {
    case: 'global_macros',
    path: /model\.proj\.dates \/ compiled$/,
    reason: "dbt-duckdb's last_day leaves a comment of its own in the SQL; the statement is the same.",
  },
  {
    case: 'selection',
    path: /^(70|71|88) .* \/ error$/,
    reason:
      'What is wrong with the command line is told as a usage error, with the usage; the exit code is the same.',
  },
  {
    case: 'artifacts',
    path: /^11 look: target\/compiled \/ seen$/,
    reason: 'The compiled SQL of snapshots is written as that of other nodes is.',
  },
  {
    case: 'artifacts',
    path: /^(19|22) show .* \/ results \/ /,
    reason: 'show shows what is named: no tests that come along, and it does not load the seed it shows.',
  },
  {
    case: 'artifacts',
    path: /^10 .* \/ results > \* > timing/,
    reason: 'A unit test with inputs that cannot be ends while it is compiled, before a query is sent.',
  },
  {
    case: 'artifacts',
    path: /^25 docs generate --select a \/ printed$/,
    reason: 'docs generate prints no SQL.',
  },
  {
    case: 'properties',
    path: /^1[78] parse \/ error$/,
    reason: 'All mistakes of the files are told, where dbt tells one; the first of them is another one.',
  },
  {
    case: 'properties',
    path: /columns \/ id \/ (config \/ )?tags$/,
    reason: 'The tags of a column have no order in dbt, which keeps them as a set; here they are sorted.',
  },
  {
    case: 'properties',
    path: /^2 .* group\.proj\.finance \/ config/,
    reason: 'dbt copies what the models block says into the config of groups, which are no models.',
  },
  {
    case: 'persist',
    on: ['duckdb', 'postgres'],
    path: /^[12] \w+ \/ printed$/,
    reason: 'The warning of columns that are described but not there says what to do.',
  },
  {
    case: 'persist',
    on: ['duckdb', 'postgres'],
    path: /^5 run --select g \//,
    reason: 'A list of no grants sends nothing; dbt sends an empty statement, which fails on PostgreSQL.',
  },
  {
    case: 'duckdb_profile',
    path: /ext_bad \/ message$/,
    reason: 'That a format is unknown is DuckDB to say, which may know more of them by its extensions.',
  },
  {
    case: 'duckdb_profile',
    path: /^4 run .* \/ error$/,
    reason: 'A setting that DuckDB refuses is a database error with its place in the profile.',
  },
  {
    case: 'invocation_args',
    path: /args \/ (invocation_command|quiet|log_format|log_format_file)$/,
    reason: 'What the two recorders say differently on the command line.',
  },
  {
    case: 'invocation_args',
    path: /^20 look: .* args \//,
    reason: 'The settings of run-operation are told as those of other commands are.',
  },
  {
    case: 'invocation_args',
    path: /args \/ sqlparse$/,
    reason: 'Settings of a Python library.',
  },
  {
    case: 'invocation_args',
    path: /args \/ state_modified_compare_more_unrendered_values$/,
    reason: 'On by default, so that configuration is compared as it is written.',
  },
  {
    case: 'commands',
    path: /^2 -q --threads 2 run /,
    reason: 'Options of a command may also stand before its name.',
  },
  {
    case: 'commands',
    path: /^19 run .* \/ message$/,
    reason: 'What a failed on-run-start hook kept from running says so.',
  },
  {
    case: 'global_macros',
    on: ['postgres'],
    path: /model\.proj\.dates \/ compiled$/,
    reason: "dbt-postgres' last_day leaves a comment of its own in the SQL; the statement is the same.",
  },
  {
    case: 'state_defer',
    path: /^[67] ls .* \/ error$/,
    reason: 'A missing --state is told as a usage error.',
  },
  {
    case: 'project_paths',
    path: /^2 ls \/ /,
    reason: 'profiles.yml is also looked for in the project, when it is not where dbt looks for it.',
  },
  {
    case: 'freshness',
    path: /source\.proj\.raw\.missing$/,
    reason: 'A source that cannot be queried is in sources.json with its error, not missing there.',
  },
  {
    case: 'macros_dispatch',
    on: ['duckdb', 'postgres'],
    path: /^3 compile --select e \/ error$/,
    reason: 'What templates call wrongly is a compilation error, whenever it happens.',
  },
  {
    case: 'project_errors',
    path: /^19 parse \//,
    reason: 'A project without a profile runs on a DuckDB file of its own name.',
  },
  {
    case: 'project_errors',
    path: /^20 parse \/ error$/,
    reason: 'YAML that cannot be read is a parsing error in each file, the project file too.',
  },
  {
    case: 'lake_external',
    path: /operation\.proj\.proj-on-run-start-0 \/ compiled$/,
    reason:
      'The macro that makes views over files of former runs leaves no blank lines in the SQL of its hook.',
  },
];
