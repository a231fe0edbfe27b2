import {
  checkReport,
  compileReport,
  docsReport,
  freshnessReport,
  impactReport,
  lineageReport,
  listReport,
  projectReport,
  runReport,
  showReport,
} from './reports.js';
import { runCommand } from './runCommand.js';
import type {
  BuildOptions,
  CheckReport,
  CloneOptions,
  CommonOptions,
  CompileOptions,
  CompileReport,
  DepsOptions,
  DocsOptions,
  DocsReport,
  FreshnessOptions,
  FreshnessReport,
  ImpactOptions,
  ImpactReport,
  LineageOptions,
  LineageReport,
  ListOptions,
  ListReport,
  OperationOptions,
  ProjectReport,
  Report,
  RetryOptions,
  RunOptions,
  RunReport,
  SeedOptions,
  SelectionOptions,
  ShowOptions,
  ShowReport,
  SnapshotOptions,
  TestOptions,
} from './types.js';

/** Seeds, models, snapshots and tests in the order of the graph: `xform build`. */
export async function build(options: BuildOptions = {}): Promise<RunReport> {
  return runReport(await runCommand('build', options));
}

/** Models: `xform run`. */
export async function run(options: RunOptions = {}): Promise<RunReport> {
  return runReport(await runCommand('run', options));
}

/** Data tests and unit tests: `xform test`. */
export async function test(options: TestOptions = {}): Promise<RunReport> {
  return runReport(await runCommand('test', options));
}

/** CSV files: `xform seed`. */
export async function seed(options: SeedOptions = {}): Promise<RunReport> {
  return runReport(await runCommand('seed', options));
}

/** Changes of rows: `xform snapshot`. */
export async function snapshot(options: SnapshotOptions = {}): Promise<RunReport> {
  return runReport(await runCommand('snapshot', options));
}

/** What failed or was skipped in the last run: `xform retry`. */
export async function retry(options: RetryOptions = {}): Promise<RunReport> {
  return runReport(await runCommand('retry', options));
}

/** Relations of `state` in the target: `xform clone`. */
export async function clone(options: CloneOptions = {}): Promise<RunReport> {
  return runReport(await runCommand('clone', options));
}

/** The project as a manifest: `xform parse`. Never connects. */
export async function parse(options: CommonOptions = {}): Promise<ProjectReport> {
  return projectReport(await runCommand('parse', options));
}

/** Selected resources: `xform list`. Never connects. */
export async function list(options: ListOptions = {}): Promise<ListReport> {
  return listReport(await runCommand('list', options));
}

/** SQL without running it: `xform compile`. */
export async function compile(options: CompileOptions = {}): Promise<CompileReport> {
  return compileReport(await runCommand('compile', options));
}

/** Rows of nodes or of `inline` SQL: `xform show`. */
export async function show(options: ShowOptions = {}): Promise<ShowReport> {
  return showReport(await runCommand('show', options));
}

/** The age of sources, written to sources.json: `xform source freshness`. */
export async function sourceFreshness(options: FreshnessOptions = {}): Promise<FreshnessReport> {
  return freshnessReport(await runCommand('source freshness', options));
}

/** catalog.json and the documentation site: `xform docs generate`. */
export async function docsGenerate(options: DocsOptions = {}): Promise<DocsReport> {
  return docsReport(await runCommand('docs generate', options));
}

/** Where columns come from and go to: `xform lineage`. Never connects. */
export async function lineage(options: LineageOptions = {}): Promise<LineageReport> {
  return lineageReport(await runCommand('lineage', options));
}

/** What is wrong with the SQL: `xform check`. Never connects. */
export async function check(options: SelectionOptions = {}): Promise<CheckReport> {
  return checkReport(await runCommand('check', options));
}

/** What changed since `state`, what that reaches and breaks: `xform impact`. Never connects. */
export async function impact(options: ImpactOptions = {}): Promise<ImpactReport> {
  return impactReport(await runCommand('impact', options));
}

/** One macro: `xform run-operation`. */
export async function runOperation(macro: string, options: OperationOptions = {}): Promise<RunReport> {
  const given: object = { ...options, macro };
  return runReport(await runCommand('run-operation', given));
}

/** Packages: `xform deps`. */
export async function deps(options: DepsOptions = {}): Promise<Report> {
  return (await runCommand('deps', options)).report;
}

/** Deletes the folders of clean-targets: `xform clean`. */
export async function clean(options: CommonOptions = {}): Promise<Report> {
  return (await runCommand('clean', options)).report;
}
