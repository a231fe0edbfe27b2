import type { Finding } from '../analysis/checks/checkProject.js';
import type { NodeChange } from '../analysis/impact/impactOf.js';
import type { ColumnTrace, LineageRecord } from '../analysis/lineage/projectLineage.js';
import type { Catalog } from '../docs/catalog.js';
import type { XformError } from '../errors/error.js';
import type { StructuredEvent } from '../log/types.js';
import type { RunResult, SourceResult } from '../manifest/runResult.js';
import type { GraphNode, Manifest } from '../manifest/types.js';

/** A value of JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A mapping, or its text as YAML or JSON. */
export type Mapping = string | { readonly [key: string]: Json };

export type LogLevelName = 'debug' | 'info' | 'warn' | 'error' | 'none';
export type LogFormatName = 'text' | 'debug' | 'json' | 'default';

/** How a call meets the program around it. */
export interface CallOptions {
  /** Where relative paths start; the process's own folder unless given. */
  readonly cwd?: string;
  /** Environment variables that the project may read; the process's own unless given. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Stops the call: running statements are cancelled, what is done is recorded. */
  readonly signal?: AbortSignal;
  /** Gets every event of dbt's structured log, debug ones too, with values of secrets replaced. */
  readonly onEvent?: (event: StructuredEvent) => void;
  /** Where to print what the command line prints, for example process.stdout; nowhere unless given. */
  readonly output?: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };
}

/** Settings of every command, as on the command line: `--project-dir` is `projectDir`. */
export interface CommonOptions extends CallOptions {
  readonly projectDir?: string;
  readonly profilesDir?: string;
  readonly profile?: string;
  readonly target?: string;
  readonly threads?: number;
  readonly vars?: Mapping;
  readonly targetPath?: string;
  readonly logPath?: string;
  readonly state?: string;
  readonly defer?: boolean;
  readonly deferState?: string;
  readonly favorState?: boolean;
  readonly failFast?: boolean;
  readonly indirectSelection?: 'eager' | 'cautious' | 'buildable' | 'empty';
  readonly warnError?: boolean;
  readonly warnErrorOptions?: Mapping;
  readonly quiet?: boolean;
  readonly debug?: boolean;
  readonly logLevel?: LogLevelName;
  readonly logLevelFile?: LogLevelName;
  readonly logFormat?: LogFormatName;
  readonly logFormatFile?: LogFormatName;
  readonly useColors?: boolean;
  readonly printerWidth?: number;
  readonly print?: boolean;
  readonly partialParse?: boolean;
  readonly writeJson?: boolean;
  readonly populateCache?: boolean;
  readonly cacheSelectedOnly?: boolean;
  readonly introspect?: boolean;
  readonly staticParser?: boolean;
  readonly versionCheck?: boolean;
  readonly showAllDeprecations?: boolean;
}

export interface SelectionOptions extends CommonOptions {
  /** Selectors; an array is their union. */
  readonly select?: string | readonly string[];
  readonly exclude?: string | readonly string[];
  /** Name of a selector of selectors.yml. */
  readonly selector?: string;
}

export interface ResourceTypeOptions {
  readonly resourceType?: string | readonly string[];
  readonly excludeResourceType?: string | readonly string[];
}

export interface EventTimeOptions {
  readonly eventTimeStart?: string;
  readonly eventTimeEnd?: string;
  readonly sample?: Mapping;
}

export interface RunOptions extends SelectionOptions, EventTimeOptions {
  readonly fullRefresh?: boolean;
  readonly empty?: boolean;
}

export interface BuildOptions extends RunOptions, ResourceTypeOptions {
  readonly storeFailures?: boolean;
}

export interface TestOptions extends SelectionOptions, ResourceTypeOptions {
  readonly storeFailures?: boolean;
}

export interface SeedOptions extends SelectionOptions {
  readonly fullRefresh?: boolean;
}

export interface SnapshotOptions extends SelectionOptions {
  readonly empty?: boolean;
}

export interface CloneOptions extends SelectionOptions, ResourceTypeOptions {
  readonly fullRefresh?: boolean;
}

export interface RetryOptions extends CommonOptions {
  readonly fullRefresh?: boolean;
}

export interface ListOptions extends SelectionOptions, ResourceTypeOptions {}

export interface CompileOptions extends SelectionOptions {
  /** Templated SQL to compile instead of nodes. */
  readonly inline?: string;
  readonly fullRefresh?: boolean;
  readonly empty?: boolean;
}

export interface ShowOptions extends SelectionOptions {
  /** Templated SQL to show rows of instead of nodes. */
  readonly inline?: string;
  /** Rows at most, 5 unless given; -1: all. */
  readonly limit?: number;
}

export interface DocsOptions extends SelectionOptions {
  readonly compile?: boolean;
  readonly emptyCatalog?: boolean;
}

export interface FreshnessOptions extends SelectionOptions {
  /** Where to write sources.json. */
  readonly outputFile?: string;
}

export interface OperationOptions extends CommonOptions {
  /** Keyword arguments of the macro. */
  readonly args?: Mapping;
}

export interface LineageOptions extends CommonOptions {
  /** `model.column`: what to trace. Without it the lineage is also written to target/column_lineage.json. */
  readonly column?: string;
  /** Only what the column is made from. */
  readonly upstream?: boolean;
  /** Only what is made from the column. */
  readonly downstream?: boolean;
}

/** `state` is the folder of the earlier manifest.json. */
export interface ImpactOptions extends CommonOptions {}

export interface DepsOptions extends CommonOptions {
  readonly upgrade?: boolean;
  readonly lock?: boolean;
  readonly addPackage?: string;
  readonly source?: 'hub' | 'git' | 'local';
}

/** How a call ended. What stops a call as a whole (exit code 2 on the command line) is thrown instead. */
export interface Report {
  /** False when a node, a test, a hook or a check failed, or when the call was stopped. */
  readonly success: boolean;
  /** What the command line would have ended with. */
  readonly exitCode: number;
  /** The call's signal was aborted before its end. */
  readonly interrupted: boolean;
  /** Of this call, as in its events and artifacts. */
  readonly invocationId: string;
}

export interface ProjectReport extends Report {
  /** What manifest.json holds (v12). Made when it is first asked for; plain data. */
  readonly manifest: Manifest;
}

export interface RunReport extends ProjectReport {
  /** Entries of run_results.json, in the order in which nodes ended. */
  readonly results: readonly RunResult[];
  /** What ended nodes, each with its place where there is one; a failed test is a result, not an error. */
  readonly errors: readonly XformError[];
}

export interface ListReport extends ProjectReport {
  /** The selected resources, sorted by unique_id. */
  readonly nodes: readonly GraphNode[];
}

export interface CompileReport extends RunReport {
  /** The SQL of what was selected, by unique_id. */
  readonly compiled: Readonly<Record<string, string>>;
}

export interface ShownTable {
  readonly unique_id: string;
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, Json>>[];
}

export interface ShowReport extends RunReport {
  readonly tables: readonly ShownTable[];
}

export interface LineageReport extends ProjectReport {
  /** What column_lineage.json holds: columns by unique_id, and how many of them are known. */
  readonly lineage: LineageRecord;
  /** The column that was asked for, and every step to and from it. */
  readonly trace?: ColumnTrace;
}

/** `success` is false when a finding is an error. */
export interface CheckReport extends ProjectReport {
  readonly findings: readonly Finding[];
  /** Number of nodes. */
  readonly checked: number;
  /** Nodes that could not be checked, and why. */
  readonly unknown: readonly { readonly node: string; readonly reason: string }[];
}

export interface ImpactReport extends ProjectReport {
  readonly changes: readonly NodeChange[];
  /** Something that read what was there before no longer can. */
  readonly breaking: boolean;
}

export interface DocsReport extends ProjectReport {
  /** What catalog.json holds. */
  readonly catalog: Catalog;
}

export interface FreshnessReport extends RunReport {
  /** Entries of sources.json, in the order in which sources were looked at. */
  readonly sources: readonly SourceResult[];
}
