import type { Slot } from '../adapters/runtime.js';
import type { XformError } from '../errors/error.js';
import { formatError } from '../errors/formatError.js';
import type { RunResult, Timing } from '../manifest/runResult.js';
import type { GraphNode } from '../manifest/types.js';
import { eventTime, isoTime } from './clock.js';
import { connect } from './connect.js';
import { nodeErrors } from './nodeErrors.js';
import { createNodeInfo } from './nodeInfo.js';
import type { CompiledState, NodeExecutor, NodeOutcome, RunTask } from './types.js';

/** A node that ran, with what it was compiled to, and its record. */
export interface ExecutedNode {
  readonly node: GraphNode;
  readonly result: RunResult;
  /** Errors that ended it; none for failed tests. */
  readonly errors: readonly XformError[];
  /** unique_id of what kept it from running; none when it ran, or when everything was stopped. */
  readonly cause?: string;
}

const PHASE_EVENTS = {
  compile: { name: 'NodeCompiling', code: 'Q030', words: 'Began compiling node', status: 'compiling' },
  execute: { name: 'NodeExecuting', code: 'Q031', words: 'Began executing node', status: 'executing' },
} as const;

/**
 * Runs one node on a slot of its own, from compiling to the last hook. Never throws: whatever goes wrong becomes
 * the node's result. What the node did not commit is rolled back.
 */
export async function runNode(
  task: RunTask,
  node: GraphNode,
  execute: NodeExecutor,
  threadId: string,
): Promise<ExecutedNode> {
  const { clock } = task;
  const startedAt = clock.time();
  const timing: Timing[] = [];
  const progress: { compiled?: CompiledState } = {};
  let outcome: NodeOutcome;
  let errors: readonly XformError[] = [];
  let slot: Slot | undefined;

  async function timed<T>(phase: Timing['name'], work: () => Promise<T>): Promise<T> {
    const { name, code, words, status } = PHASE_EVENTS[phase];
    const nodeInfo = createNodeInfo(node, { status, startedAt: eventTime(startedAt) });
    const msg = `${words} ${node.unique_id}`;
    task.log.fire({ name, code, level: 'debug', msg, data: { node_info: nodeInfo, thread_id: threadId } });
    const entry: Timing = { name: phase, started_at: isoTime(clock.time()), completed_at: null };
    timing.push(entry);
    try {
      return await work();
    } finally {
      entry.completed_at = isoTime(clock.time());
    }
  }

  try {
    slot = connect(task, node);
    outcome = await execute({ task, node, slot, threadId, timed, progress });
    errors = outcome.problems ?? [];
  } catch (error) {
    errors = nodeErrors(error, node);
    const message = errors.map(formatError).join('\n\n');
    outcome = { status: node.resource_type === 'source' ? 'runtime error' : 'error', message };
    task.log.fire({
      name: 'CatchableExceptionOnRun',
      code: 'W002',
      level: 'debug',
      msg: message,
      data: { exc: message, exc_info: '', node_info: createNodeInfo(node), thread_id: threadId },
    });
  } finally {
    await slot?.release().catch(() => undefined);
  }
  const compiled = progress.compiled;
  return {
    node: compiled?.node ?? node,
    errors,
    result: {
      ...emptyResult(node, threadId),
      status: outcome.status,
      timing,
      execution_time: (clock.time() - startedAt) / 1000,
      adapter_response: { ...outcome.adapterResponse },
      message: outcome.message ?? null,
      failures: outcome.failures ?? null,
      ...(compiled !== undefined && { compiled: true, compiled_code: compiled.code }),
      ...(outcome.relationName !== undefined && { relation_name: outcome.relationName }),
      batch_results: outcome.batchResults ?? null,
    },
  };
}

/** The record of a node that did not run; all keys are always present (features K5). */
export function emptyResult(node: GraphNode, threadId: string): RunResult {
  const hasCode = node.resource_type !== 'seed' && 'raw_code' in node;
  return {
    status: 'skipped',
    timing: [],
    thread_id: threadId,
    execution_time: 0,
    adapter_response: {},
    message: null,
    failures: null,
    unique_id: node.unique_id,
    compiled: hasCode ? false : null,
    compiled_code: null,
    relation_name: hasCode ? ((node as { relation_name?: string | null }).relation_name ?? null) : null,
    batch_results: null,
  };
}
