import { Relation } from '../../adapters/relation.js';
import { compileNode } from '../../compiler/compileNode.js';
import type { RuntimeOptions } from '../../context/runtimeContext.js';
import type { XformError } from '../../errors/error.js';
import { formatError } from '../../errors/formatError.js';
import { callable } from '../../jinja/values/types.js';
import type { ModelNode } from '../../manifest/types.js';
import { createAdapterCall } from '../adapterCalls.js';
import { connect } from '../connect.js';
import { relationText } from '../describeNode.js';
import {
  eventTimeBounds,
  parseWindowText,
  toDateTime,
  type WindowText,
  windowRequest,
  windowText,
} from '../microbatch/eventTime.js';
import { type BatchSize, planWindows, type TimeWindow, windowId, windowName } from '../microbatch/windows.js';
import { nodeErrors } from '../nodeErrors.js';
import { formatResultLine } from '../resultLine.js';
import type { NodeOutcome, NodeWork } from '../types.js';
import { writeCompiledFile } from '../writeCompiledFile.js';
import { runMaterialization } from './materialize.js';

interface Batch {
  readonly window: TimeWindow;
  readonly index: number;
  readonly total: number;
  readonly size: BatchSize;
}

/**
 * Builds a model one window of event time after the other (features G17), each in a transaction of its own. When the
 * first one fails the others are left out; later failures leave the rest alone and can be retried by themselves.
 */
export async function runMicrobatch(work: NodeWork<ModelNode>): Promise<NodeOutcome> {
  const { task, node } = work;
  const earlier = task.previousBatches?.get(node.unique_id);
  let exists = await isIncremental(work);
  const { size, windows } = await work.timed('compile', async () =>
    planBatches(work, exists, earlier?.failed),
  );
  const successful: WindowText[] = [];
  const failed: WindowText[] = [];
  const problems: XformError[] = [];
  await work.timed('execute', async () => {
    for (const [i, window] of windows.entries()) {
      const batch: Batch = { window, index: i + 1, total: windows.length, size };
      if (i > 0 && successful.length === 0) {
        logBatch(work, batch, 'SKIP', 'SKIPPED', 0);
        failed.push(windowText(window));
        continue;
      }
      const errors = await runBatch(work, batch, exists);
      problems.push(...errors);
      (errors.length > 0 ? failed : successful).push(windowText(window));
      exists ||= errors.length === 0;
    }
  });
  return outcomeOf({ successful, failed, problems, earlier: earlier?.successful ?? [] });
}

function planBatches(
  { task, node }: NodeWork<ModelNode>,
  exists: boolean,
  again: readonly WindowText[] | undefined,
): { size: BatchSize; windows: TimeWindow[] } {
  const { flags, invocation } = task.parsed.project;
  const request = windowRequest(node, eventTimeBounds(flags), Date.parse(invocation.startedAt), exists);
  return { size: request.size, windows: again?.map(parseWindowText) ?? planWindows(request) };
}

/** The relation is there to be added to. */
async function isIncremental({ task, node, slot }: NodeWork<ModelNode>): Promise<boolean> {
  const own: unknown = node.config['full_refresh'];
  const fullRefresh = typeof own === 'boolean' ? own : task.parsed.project.flags.full_refresh;
  if (fullRefresh) return false;
  const relation = await createAdapterCall(task, slot)(
    'get_relation',
    node.database,
    node.schema,
    node.alias,
  );
  return relation instanceof Relation && relation.type === 'table';
}

/** Runs one batch on a slot of its own and says what went wrong with it. */
async function runBatch(
  work: NodeWork<ModelNode>,
  batch: Batch,
  exists: boolean,
): Promise<readonly XformError[]> {
  const { task, threadId } = work;
  const started = task.clock.time();
  logBatch(work, batch, 'START', 'RUN');
  const slot = connect(task, work.node);
  try {
    const name = windowName(batch.window, batch.size);
    const options: RuntimeOptions = {
      threadId,
      batch: name,
      ...(exists && {
        extra: {
          is_incremental: callable('is_incremental', () => true),
          should_full_refresh: callable('should_full_refresh', () => false),
        },
      }),
    };
    const compiled = await compileNode(task.environment, nodeOfBatch(work.node, batch), slot, options);
    writeCompiledFile(task, compiled.node, compiled.sql, name);
    const { response } = await runMaterialization({ ...work, slot }, compiled.node, undefined, options);
    logBatch(work, batch, 'OK created', response?._message ?? 'OK', (task.clock.time() - started) / 1000);
    return [];
  } catch (error) {
    logBatch(work, batch, 'ERROR creating', 'ERROR', (task.clock.time() - started) / 1000);
    return nodeErrors(error, work.node);
  } finally {
    await slot.release().catch(() => undefined);
  }
}

/** Hooks run around all batches: before the first and after the last one. */
function nodeOfBatch(node: ModelNode, { window, size, index, total }: Batch): ModelNode {
  const [start, end] = [toDateTime(window.start), toDateTime(window.end)];
  const batch = { id: windowId(window, size), event_time_start: start, event_time_end: end };
  const config = {
    ...node.config,
    // Strategies that projects wrote before model.batch was there read these.
    __dbt_internal_microbatch_event_time_start: start,
    __dbt_internal_microbatch_event_time_end: end,
    ...(index > 1 && { 'pre-hook': [] }),
    ...(index < total && { 'post-hook': [] }),
  };
  return { ...node, config, batch } as ModelNode;
}

/** The status tells of this run's batches; the results name those that an earlier run built as well. */
function outcomeOf(batches: {
  readonly successful: readonly WindowText[];
  readonly failed: readonly WindowText[];
  readonly problems: readonly XformError[];
  readonly earlier: readonly WindowText[];
}): NodeOutcome {
  const { successful, failed, problems, earlier } = batches;
  const batchResults = { successful: [...successful, ...earlier], failed };
  if (failed.length === 0) return { status: 'success', message: 'SUCCESS', failures: 0, batchResults };
  const all = problems.map(formatError).join('\n\n');
  if (successful.length === 0) return { status: 'error', message: all, failures: 0, batchResults, problems };
  const message = `PARTIAL SUCCESS (${successful.length}/${successful.length + failed.length})`;
  return { status: 'partial success', message, failures: 0, batchResults, problems };
}

function logBatch(
  work: NodeWork<ModelNode>,
  batch: Batch,
  words: string,
  status: string,
  seconds?: number,
): void {
  const { task, node, threadId } = work;
  const database = task.parsed.project.target.credentials.database;
  const description = `batch ${windowName(batch.window, batch.size)} of ${relationText(node, database)}`;
  const text = `Batch ${batch.index} of ${batch.total} ${words} ${description}`;
  const isError = words === 'ERROR creating';
  task.log.fire({
    name: seconds === undefined ? 'LogStartBatch' : 'LogBatchResult',
    code: seconds === undefined ? 'Q044' : 'Q045',
    level: isError ? 'error' : 'info',
    msg: formatResultLine({ text, status, executionTime: seconds }),
    data: {
      description,
      batch_index: batch.index,
      total_batches: batch.total,
      status,
      execution_time: seconds ?? 0,
      thread_id: threadId,
    },
  });
}
