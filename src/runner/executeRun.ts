import { findBlockingEdges } from '../graph/blockingTests.js';
import { findGraphNode } from '../graph/graph.js';
import { PyTuple, type Value } from '../jinja/values/types.js';
import type { RunStatus } from '../manifest/runResult.js';
import type { ManifestNode } from '../manifest/types.js';
import { executeHooks, type HookType } from './executeHooks.js';
import { executeNodes, type StopReason } from './executeNodes.js';
import { isEphemeral, isRelational } from './nodeKinds.js';
import { prepareSchemas, storesFailures } from './prepareSchemas.js';
import { recordCompiled } from './recordCompiled.js';
import { RunResultObject } from './resultObject.js';
import type { ResultsJournal } from './resultsJournal.js';
import { type ExecutedNode, emptyResult } from './runNode.js';
import { createSchedule } from './schedule.js';
import { logFinished, logSummary } from './summary.js';
import type { ExecutorTable, RunTask } from './types.js';

/** How a command runs its nodes. */
export interface RunMode {
  readonly executors: ExecutorTable;
  /** Tests come before what is below them, as in `build`. */
  readonly blockOnTests: boolean;
  readonly hooks: boolean;
  readonly createSchemas: boolean;
  /** Statuses below which nothing runs. */
  readonly blocking: ReadonlySet<RunStatus>;
}

const FAILED: readonly RunStatus[] = ['error', 'fail', 'runtime error', 'partial success'];

/** Failures and what was skipped because of one. */
export const BLOCKING_STATUSES: ReadonlySet<RunStatus> = new Set([...FAILED, 'skipped']);
const STOPPING_STATUSES: ReadonlySet<RunStatus> = new Set(FAILED);

export interface RunOutcome {
  readonly executed: readonly ExecutedNode[];
  /** Failures of nodes that have no result: ephemeral models. */
  readonly unlisted: readonly ExecutedNode[];
  readonly success: boolean;
  readonly stopped: StopReason | undefined;
}

/**
 * A whole run: schemas, on-run-start hooks, the selected nodes in order, on-run-end hooks, the summary. Every result
 * goes to the journal as it comes. Throws only for what stops the run before its first node.
 */
export async function executeRun(task: RunTask, mode: RunMode, journal: ResultsJournal): Promise<RunOutcome> {
  const { flags, target } = task.parsed.project;
  const started = task.clock.time();
  const executed: ExecutedNode[] = [];
  /** Ephemeral models have no result of their own, but what is wrong with them has to be told. */
  const unlisted: ExecutedNode[] = [];
  const record = (each: ExecutedNode): void => {
    recordCompiled(task.parsed.manifest, each.node);
    if (isEphemeral(each.node)) {
      if (each.result.status === 'error') unlisted.push(each);
      return;
    }
    executed.push(each);
    journal.add(each.result);
  };
  logConcurrency(task);
  const schedule = createSchedule(
    task.graph,
    new Set(task.selected),
    mode.blockOnTests ? findBlockingEdges(task.graph, task.parsed.manifest, task.selected) : [],
  );
  await prepareSchemas(task, {
    create: mode.createSchemas,
    populateCache: flags['populate_cache'] !== false,
  });
  const startHooks = mode.hooks ? await runHooks(task, 'on-run-start', {}, record) : 'success';
  let stopped: StopReason | undefined;
  if (startHooks === 'error' && flags['skip_nodes_if_on_run_start_fails'] === true) {
    skipAll(task, schedule.order, record);
  } else {
    blankLine(task);
    stopped = await executeNodes(task, schedule, {
      executors: mode.executors,
      blocking: mode.blocking,
      skippedIsReason: mode.blockOnTests,
      threads: target.threads,
      width: typeof flags['printer_width'] === 'number' ? flags['printer_width'] : undefined,
      stopAt: flags.fail_fast ? STOPPING_STATUSES : undefined,
      onResult: record,
    });
  }
  if (mode.hooks && stopped !== 'interrupted')
    await runHooks(task, 'on-run-end', endContext(executed, task), record);
  await task.files.flush();
  logFinished(task.log, executed, (task.clock.time() - started) / 1000);
  logSummary(task.log, executed, unlisted, stopped === 'interrupted');
  const success =
    stopped === undefined && executed.every(({ result }) => !BLOCKING_STATUSES.has(result.status));
  return { executed, unlisted, success, stopped };
}

export function logConcurrency(task: RunTask): void {
  const { threads, targetName } = task.parsed.project.target;
  blankLine(task);
  task.log.fire({
    name: 'ConcurrencyLine',
    code: 'Q027',
    level: 'info',
    msg: `Concurrency: ${threads} threads (target='${targetName}')`,
    data: { num_threads: threads, target_name: targetName, node_count: task.selected.length },
  });
}

function blankLine(task: RunTask): void {
  task.log.fire({ name: 'Formatting', code: 'Z017', level: 'info', msg: '', data: { msg: '' } });
}

async function runHooks(
  task: RunTask,
  type: HookType,
  extra: Readonly<Record<string, Value>>,
  record: (executed: ExecutedNode) => void,
): Promise<'success' | 'error'> {
  const hasHooks = Object.values(task.parsed.manifest.nodes).some(
    (node) => node.resource_type === 'operation' && node.tags.includes(type),
  );
  if (!hasHooks) return 'success';
  blankLine(task);
  return executeHooks(task, type, extra, record);
}

function skipAll(task: RunTask, ids: readonly string[], record: (executed: ExecutedNode) => void): void {
  for (const id of ids) {
    const node = findGraphNode(task.parsed.manifest, id)!;
    const message = 'Skipping due to failed on-run-start hook';
    record({ node, result: { ...emptyResult(node, 'main'), message }, errors: [] });
  }
}

/** What on-run-end hooks see of the run: results, and where something was built. */
function endContext(executed: readonly ExecutedNode[], task: RunTask): Record<string, Value> {
  const nodes = executed.filter((each) => each.node.resource_type !== 'operation');
  const places = new Map<string, PyTuple>();
  for (const { node, result } of nodes) {
    const leaves =
      node.resource_type === 'test' ? storesFailures(node as ManifestNode, task) : isRelational(node);
    if (!leaves || BLOCKING_STATUSES.has(result.status)) continue;
    const { database, schema } = node as { database: string | null; schema: string };
    places.set(`${database}\u0000${schema}`, PyTuple.of(database, schema));
  }
  const databaseSchemas = [...places.values()];
  return {
    results: nodes.map((each) => new RunResultObject(each.result, each.node)),
    schemas: [...new Set(databaseSchemas.map((place) => place[1]))],
    database_schemas: databaseSchemas,
  };
}
