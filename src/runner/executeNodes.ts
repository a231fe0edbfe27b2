import { findGraphNode } from '../graph/graph.js';
import type { RunResult, RunStatus } from '../manifest/runResult.js';
import type { GraphNode } from '../manifest/types.js';
import { eventTime } from './clock.js';
import {
  cancelEvent,
  type NodeLine,
  nodeFinishedEvent,
  nodeStartEvent,
  resultEvent,
  skipEvent,
  startLineEvent,
} from './nodeEvents.js';
import { isEphemeral } from './nodeKinds.js';
import { type ExecutedNode, emptyResult, runNode } from './runNode.js';
import type { ReadyNode, Schedule } from './schedule.js';
import type { ExecutorTable, RunTask } from './types.js';

export interface ExecuteOptions {
  readonly executors: ExecutorTable;
  /** Statuses that keep everything below from running (features J5). */
  readonly blocking: ReadonlySet<RunStatus>;
  /** dbt's `build` names an ephemeral model as the reason of a skip also when that was skipped itself. */
  readonly skippedIsReason?: boolean;
  readonly threads: number;
  /** Leave out the lines for people (compile, show). */
  readonly silent?: boolean;
  readonly width?: number;
  /** Stop everything at the first of these statuses (fail-fast); none: never. */
  readonly stopAt?: ReadonlySet<RunStatus>;
  /** Called once a node, as it ends. */
  readonly onResult: (executed: ExecutedNode) => void;
}

/** Why nodes that had not started were left out. */
export type StopReason = 'failFast' | 'interrupted';

const STOP_MESSAGES: Readonly<Record<StopReason, string>> = {
  failFast: 'Skipping due to fail_fast',
  interrupted: 'Skipping due to interruption',
};

/** Ended because its statement was cancelled on purpose, not by an error of its own. */
function wasCancelled({ result, errors }: ExecutedNode): boolean {
  return result.status === 'error' && errors.every(({ kind }) => kind === 'cancelled');
}

/**
 * Runs what the schedule gives out, `threads` nodes at a time; each ending frees what waited for it at once.
 * After a stop, what runs is cancelled and everything else is skipped. Answers with the reason of the stop, if any.
 */
export function executeNodes(
  task: RunTask,
  schedule: Schedule,
  options: ExecuteOptions,
): Promise<StopReason | undefined> {
  const { manifest, project } = task.parsed;
  const database = project.target.credentials.database;
  const nodes = schedule.order.map((id) => findGraphNode(manifest, id)!);
  const total = nodes.filter((node) => !isEphemeral(node)).length;
  const idle = Array.from({ length: options.threads }, (_, i) => `Thread-${i + 1} (worker)`);
  let started = 0;
  let stopReason: StopReason | undefined;

  function lineOf(node: GraphNode, threadId: string): NodeLine {
    // Ephemeral models are compiled on the way, outside of the count.
    const counted = isEphemeral(node) ? { index: 0, total: 0 } : { index: ++started, total };
    return { node, ...counted, threadId, database, width: options.width };
  }

  function finish(executed: ExecutedNode): void {
    const { node, result } = executed;
    options.onResult(executed);
    if (options.stopAt?.has(result.status)) stop('failFast');
    schedule.finish(node.unique_id, options.blocking.has(result.status));
  }

  function stop(reason: StopReason): void {
    if (stopReason !== undefined) return;
    stopReason = reason;
    void task.runtime.cancelAll();
  }

  function skip(node: GraphNode, ready: ReadyNode, threadId: string): void {
    const { cause } = ready;
    const because = ephemeralCause(node, ready);
    const result: RunResult = {
      ...emptyResult(node, threadId),
      message: stopReason === undefined ? (because?.message ?? null) : STOP_MESSAGES[stopReason],
    };
    if (stopReason === undefined && !options.silent && !isEphemeral(node)) {
      const state = { status: 'skipped', startedAt: eventTime(task.clock.time()) };
      task.log.fire(skipEvent(lineOf(node, threadId), state, because?.words));
    }
    finish({ node, result, errors: [], ...(stopReason === undefined && { cause }) });
  }

  /** An ephemeral model has no line of its own, so what is below it says why it was left out. */
  function ephemeralCause(
    node: GraphNode,
    { cause, lastAbove }: ReadyNode,
  ): { words: string; message: string } | undefined {
    // Below a failed test it does not.
    const isBelowTest = cause !== undefined && /^(unit_)?test\./.test(cause);
    const id = options.skippedIsReason && !isBelowTest ? lastAbove : cause;
    const above = id === undefined ? undefined : findGraphNode(manifest, id);
    if (above === undefined || !isEphemeral(above)) return undefined;
    return {
      words: `ephemeral model status '${id === cause ? 'error' : 'skipped'}'`,
      message: `Compilation Error in ${node.unique_id}, caused by compilation error in referenced ephemeral model ${id}`,
    };
  }

  async function start(node: GraphNode, threadId: string): Promise<void> {
    const { log, clock } = task;
    const line = lineOf(node, threadId);
    const startedAt = eventTime(clock.time());
    const shown = !options.silent && !isEphemeral(node);
    const execute = options.executors[node.resource_type];
    const running = { status: 'started', startedAt };
    log.fire(nodeStartEvent(line, running));
    const quiet = node.resource_type === 'exposure' || node.resource_type === 'saved_query';
    if (shown && !quiet) log.fire(startLineEvent(line, running));
    let executed: ExecutedNode;
    if (execute === undefined)
      executed = { node, result: { ...emptyResult(node, threadId), status: 'no-op' }, errors: [] };
    else executed = await runNode(task, node, execute, threadId);
    if (stopReason !== undefined && wasCancelled(executed)) {
      // It did not fail, it did not get to its end.
      executed = {
        node,
        result: { ...emptyResult(node, threadId), message: STOP_MESSAGES[stopReason] },
        errors: [],
      };
      if (shown) log.fire(cancelEvent(node, options.width));
    }
    const done = { status: executed.result.status, startedAt, finishedAt: eventTime(clock.time()) };
    if (shown && executed.result.status !== 'skipped') log.fire(resultEvent(line, executed.result, done));
    log.fire(nodeFinishedEvent(line, executed.result, done));
    finish(executed);
  }

  return new Promise((resolve, reject) => {
    const onAbort = (): void => stop('interrupted');
    const end = (settle: () => void): void => {
      task.signal.removeEventListener('abort', onAbort);
      settle();
    };
    const pump = (): void => {
      try {
        while (idle.length > 0) {
          const ready = schedule.take();
          if (ready === undefined) break;
          const node = findGraphNode(manifest, ready.id)!;
          const threadId = idle[0]!;
          if (ready.cause !== undefined || stopReason !== undefined) {
            skip(node, ready, threadId);
            continue;
          }
          idle.shift();
          start(node, threadId).then(
            () => {
              idle.push(threadId);
              pump();
            },
            (error) => end(() => reject(error)),
          );
        }
        if (schedule.remaining === 0) end(() => resolve(stopReason));
      } catch (error) {
        end(() => reject(error));
      }
    };
    if (task.signal.aborted) stop('interrupted');
    task.signal.addEventListener('abort', onAbort);
    pump();
  });
}
