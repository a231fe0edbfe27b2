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
    case: 'debug_checks',
    path: /^8 debug \//,
    reason: 'That profiles.yml cannot be read is one of the checks, and the others are told, too.',
  },
  {
    case: 'retry_settings',
    path: /^12 retry \//,
    reason: 'What failed and was deleted since has nothing to run; dbt ends with an error of its own.',
  },
  {
    case: 'retry_settings',
    path: /^16 retry \//,
    reason: 'An operation that succeeded is not run again.',
  },
  {
    case: 'secrets',
    path: /^9 parse \/ error$/,
    reason: 'What is missing in a profile is an error of the profile.',
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
  {
    case: 'seed_edges',
    on: ['duckdb', 'postgres'],
    path: /^14 seed --select open/,
    reason:
      'A quoted cell that is never closed is an error with its line; dbt loads whatever follows into that cell.',
  },
  {
    case: 'severities',
    on: ['duckdb', 'postgres'],
    path: /^3 test .*(as_nothing|stored_off)\.\w+ \/ relation$/,
    reason: 'A test that stores nothing names no relation; dbt names one that is not there.',
  },
  {
    case: 'severities',
    on: ['duckdb', 'postgres'],
    path: /^7 test .*--fail-fast .* \/ compiled$/,
    reason: 'With --fail-fast nothing is compiled after the first failure.',
  },
  {
    case: 'constraints',
    on: ['duckdb', 'postgres'],
    path: /^[25] run \/ printed$/,
    reason:
      'The warning of numbers without precision says what to do; nothing is told of tables put aside and restored.',
  },
  {
    case: 'constraints',
    on: ['duckdb', 'postgres'],
    path: /^18 parse \/ error$/,
    reason:
      'A contract that is no mapping is a parsing error with its place; dbt calls it an internal error.',
  },
  {
    case: 'constraints',
    path: /^1[359] run .* \/ message$/,
    reason:
      "That a table is referenced by another's foreign key is told in DuckDB's words, which name that table.",
  },
  {
    case: 'microbatch_runs',
    on: ['postgres'],
    path: /\/ warnings$/,
    reason:
      'Batches run one after the other on every engine, so concurrent_batches on PostgreSQL is nothing to warn of.',
  },
  {
    case: 'defer_clone',
    path: /^18 run .* \/ error$/,
    reason: 'A missing --state is told as a usage error.',
  },
  {
    case: 'governance',
    path: /^2 .* \/ groups \/ .* \/ config \//,
    reason: 'dbt copies what the models block says into the config of groups, which are no models.',
  },
  {
    case: 'governance',
    path: /^2 .* \/ group_map/,
    reason: 'The members of a group stand in the order of their files, versions of a model too.',
  },
  {
    case: 'governance',
    path: /^4 compile .* \/ printed$/,
    reason: 'All nodes that the selection names are printed; dbt looks at the first of its words alone.',
  },
  {
    case: 'semantic_layer',
    path: /^16 compile .* \/ warnings$/,
    reason: 'A saved query that is selected is something, though nothing of it is compiled.',
  },
  {
    case: 'semantic_layer',
    path: /^1[78] parse \/ error$/,
    reason: 'A name that is not found is a compilation error, in metrics as in saved queries and refs.',
  },
  {
    case: 'inspect_and_docs',
    path: /^2 .* \/ groups > group\.library\.desk \/ config \//,
    reason: 'dbt copies what the models block says into the config of groups, which are no models.',
  },
  {
    case: 'inspect_and_docs',
    path: /^2 .* \/ groups > group\.library\.desk \/ description$/,
    reason: 'doc() is filled in in descriptions of groups, too.',
  },
  {
    case: 'inspect_and_docs',
    path: /^4 build \/ printed$/,
    reason: 'The warning of columns that are described but not there says what to do.',
  },
  {
    case: 'inspect_and_docs',
    path: /^6 show .* \/ results \/ test\./,
    reason: 'show shows what is named: no tests that come along.',
  },
  {
    case: 'inspect_and_docs',
    path: /^(8 show|20 compile) .* \/ printed$/,
    reason: 'All nodes that the selection names are printed; dbt looks at the first of its words alone.',
  },
  {
    case: 'inspect_and_docs',
    path: /^14 show .* \/ error$/,
    reason: 'What templates call wrongly is a compilation error, in --inline, too.',
  },
  {
    case: 'inspect_and_docs',
    path: /^15 show \/ error$/,
    reason: 'What is missing on the command line is told as a usage error; the exit code is the same.',
  },
  {
    case: 'inspect_and_docs',
    path: /^16 show .* \/ warnings$/,
    reason: 'That a name matches nothing is said of every command in the same words.',
  },
  {
    case: 'inspect_and_docs',
    path: /^17 show .* \/ results$/,
    reason: 'SQL by --inline-direct leaves a result as SQL by --inline does.',
  },
  {
    case: 'inspect_and_docs',
    path: /^23 docs generate .* \/ printed$/,
    reason: 'docs generate prints no SQL.',
  },
  {
    case: 'inspect_and_docs',
    path: /^26 look: .* \/ seen \//,
    reason: '--exclude leaves relations out of the catalog, as --select does; dbt overlooks it there.',
  },
  {
    case: 'flags_and_vars',
    path: /^12 test .* \/ compiled$/,
    reason: '--fail-fast stops at once: what is skipped was not compiled.',
  },
  {
    case: 'flags_and_vars',
    path: /^16 test .* \/ warnings$/,
    reason: 'dbt tells a deprecation of an earlier command of the same process again.',
  },
  {
    case: 'state_modified',
    path: /^24 ls .* \/ error$/,
    reason: 'What is wrong with the command line is told as a usage error; the exit code is the same.',
  },
  {
    case: 'retry_flow',
    path: /^14 build .* \/ error$/,
    reason: 'A missing --state is told as a usage error.',
  },
  {
    case: 'retry_flow',
    path: /^2[12] .* \/ results \/ model\.nightly\.cheap/,
    reason: '--fail-fast stops at once, where dbt runs the node that was already next in its queue.',
  },
  {
    case: 'retry_flow',
    path: /^3[36] retry .* \/ (exit|error|results)$/,
    reason: 'When there was nothing to retry, another retry says so again; dbt misses the results.',
  },
  {
    case: 'names_and_config',
    path: /^(1 parse .* \/ model\.company\.all_deals \/ tags|3 ls .* \/ listed)$/,
    reason:
      'Tags of properties stand before those of config(), as in every other model; their order means nothing.',
  },
  {
    case: 'names_and_config',
    path: /^2 .* \/ nodes > model\.company\.big_deals > unrendered_config \/ tags$/,
    reason: 'Tags of two config() calls add up in unrendered_config, as they do in config.',
  },
  {
    case: 'yaml_selectors',
    path: /^(14|29) ls .* \/ error$/,
    reason: 'A selector that there is not is told as a usage error; the exit code is the same.',
  },
  {
    case: 'yaml_selectors',
    path: /^3[0-4] ls.* \/ error$/,
    reason: 'A selectors.yml that makes no sense is a parsing error with its place in the file.',
  },
  {
    case: 'yaml_selectors',
    path: /^35 ls .* \/ (exit|listed|error)$/,
    reason: 'Two selectors of one name are an error: dbt takes the latter without a word.',
  },
  {
    case: 'package_sources',
    path: /^3 look: package-lock\.yml \/ seen$/,
    reason: 'The hash is over the place of the repository, which is another one on each run.',
  },
  {
    case: 'package_sources',
    path: /^1[24] deps \/ error$/,
    reason: 'A revision or repository that there is not is a mistake in packages.yml, no internal error.',
  },
  {
    case: 'package_sources',
    path: /^18 parse .* \/ depends_on$/,
    reason: "dbt's partial parsing leaves what did not change at the model that it found before.",
  },
  {
    case: 'package_sources',
    path: /^2[12] compile .* \/ error$/,
    reason: 'What templates call wrongly is a compilation error, whenever it happens.',
  },
  {
    case: 'operations',
    path: /^3 build \/ printed$/,
    reason:
      'The line of the exposure alone: it has no materialization, which is nothing in one and none in the other.',
  },
];
