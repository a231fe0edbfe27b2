import type { AgateTable } from '../adapters/table.js';
import type { CheckReport } from '../analysis/checks/checkProject.js';
import type { Impact } from '../analysis/impact/impactOf.js';
import type { ColumnTrace, ProjectLineage } from '../analysis/lineage/projectLineage.js';
import type { Catalog } from '../docs/catalog.js';
import type { Value } from '../jinja/values/types.js';
import type { Logger } from '../log/types.js';
import type { RunResult, SourceResult } from '../manifest/runResult.js';
import type { ParsedProject } from '../parser/parseProject.js';
import type { Project } from '../project/types.js';
import type { ExecutedNode } from '../runner/runNode.js';

/**
 * What the user gave on the command line, and nothing else: keys are dbt's parameter names in lower_snake_case
 * (`select`, `exclude`, `full_refresh`, `vars`, `project_dir`, ...), repeated options are lists of the texts given.
 * Environment variables, the project's `flags:` and defaults are added by loadProject, which makes `project.flags`.
 */
export type CommandOptions = Readonly<Record<string, Value>>;

/** Everything a command may do to the world, handed in so that tests and programs can pass their own. */
export interface Effects {
  readonly log: Logger;
  /** Writes data (not log lines) to standard output, as it is. */
  readonly stdout: (text: string) => void;
  /** Where the user stands; relative paths given by options start here. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl-C: a run cancels what is under way, records what is done and ends. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** UUID of this invocation, the same one that log lines carry. */
  readonly invocationId: string;
  /** Takes what a command found out, as soon as it is known: for programs and reports. */
  readonly record?: (found: CommandRecords) => void;
}

/** What a command found out, as records; which of them there are depends on the command and on how far it came. */
export interface CommandRecords {
  readonly project?: Project;
  /** Its manifest is written on while nodes are compiled. */
  readonly parsed?: ParsedProject;
  /** unique_ids, sorted. */
  readonly selected?: readonly string[];
  /** In the order in which they ended, those that were skipped too. */
  readonly executed?: readonly ExecutedNode[];
  /** Failures of nodes that have no result: ephemeral models. */
  readonly unlisted?: readonly ExecutedNode[];
  /** Of what is no node: an operation. */
  readonly results?: readonly RunResult[];
  readonly elapsedSeconds?: number;
  /** Rows that were asked for, by unique_id. */
  readonly tables?: ReadonlyMap<string, AgateTable>;
  /** Of all columns; `trace` of the one that was asked for. */
  readonly lineage?: ProjectLineage;
  readonly trace?: ColumnTrace;
  readonly check?: CheckReport;
  readonly impact?: Impact;
  readonly catalog?: Catalog;
  /** Entries of sources.json. */
  readonly freshness?: readonly SourceResult[];
}

/**
 * One file a command: `run` returns the exit code (0 ok; 1 a node, test, hook or check failed) and throws
 * XformError(s) for whatever stops it as a whole (exit 2).
 */
export interface CommandModule {
  run(options: CommandOptions, effects: Effects): Promise<number>;
}
