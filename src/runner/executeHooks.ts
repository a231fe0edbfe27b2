import type { Slot } from '../adapters/runtime.js';
import { compileNode } from '../compiler/compileNode.js';
import { XformErrors } from '../errors/error.js';
import type { Value } from '../jinja/values/types.js';
import type { Timing } from '../manifest/runResult.js';
import type { OperationNode } from '../manifest/types.js';
import { cancelOnAbort } from './cancelOnAbort.js';
import { eventTime, isoTime } from './clock.js';
import { connect } from './connect.js';
import { describeNode } from './describeNode.js';
import { nodeErrors } from './nodeErrors.js';
import { hookEndEvent, hookStartEvent, type NodeLine } from './nodeEvents.js';
import { type ExecutedNode, emptyResult } from './runNode.js';
import type { RunTask } from './types.js';
import { writeCompiledFile } from './writeCompiledFile.js';

export type HookType = 'on-run-start' | 'on-run-end';

/** Hooks in the order dbt 1.11 runs them: the root project's, then each package's by name, each in its own order. */
export function findHooks(task: RunTask, type: HookType): OperationNode[] {
  const root = task.parsed.project.root.name;
  const hooks = Object.values(task.parsed.manifest.nodes).filter(
    (node): node is OperationNode => node.resource_type === 'operation' && node.tags.includes(type),
  );
  const packageKey = (hook: OperationNode): string => (hook.package_name === root ? '' : hook.package_name);
  return hooks.sort((a, b) => {
    const [left, right] = [packageKey(a), packageKey(b)];
    return left < right ? -1 : left > right ? 1 : (a.index ?? 0) - (b.index ?? 0);
  });
}

/** Runs hooks one after the other, each statement on its own (no transaction); after a failed one the rest is skipped. */
export async function executeHooks(
  task: RunTask,
  type: HookType,
  extra: Readonly<Record<string, Value>>,
  onResult: (executed: ExecutedNode) => void,
): Promise<'success' | 'error'> {
  const hooks = findHooks(task, type);
  let failed = false;
  const stopListening = cancelOnAbort(task);
  try {
    for (const [i, hook] of hooks.entries()) {
      const line: NodeLine = {
        node: hook,
        index: i + 1,
        total: hooks.length,
        threadId: 'main',
        database: task.parsed.project.target.credentials.database,
      };
      const executed =
        failed || task.signal.aborted ? skipHook(task, line) : await runHook(task, hook, line, extra);
      if (executed.result.status === 'error') failed = true;
      onResult(executed);
    }
  } finally {
    stopListening();
  }
  return failed ? 'error' : 'success';
}

function skipHook(task: RunTask, line: NodeLine): ExecutedNode {
  const result = { ...emptyResult(line.node, 'main'), failures: 1, message: `${nameOf(line)} skipped` };
  task.log.fire(hookEndEvent(line, result, { status: 'skipped' }));
  return { node: line.node, result, errors: [] };
}

/** Messages count all hooks of the run from 0, whatever package they are of. */
function nameOf(line: NodeLine): string {
  return describeNode(line.node, line.database).replace(/\d+$/, String(line.index - 1));
}

async function runHook(
  task: RunTask,
  hook: OperationNode,
  line: NodeLine,
  extra: Readonly<Record<string, Value>>,
): Promise<ExecutedNode> {
  const { clock, log } = task;
  const startedAt = clock.time();
  const timing: Timing[] = [];
  const measured = async <T>(name: Timing['name'], work: () => Promise<T>): Promise<T> => {
    const entry: Timing = { name, started_at: isoTime(clock.time()), completed_at: null };
    timing.push(entry);
    try {
      return await work();
    } finally {
      entry.completed_at = isoTime(clock.time());
    }
  };
  const state = { status: 'started', startedAt: eventTime(startedAt) };
  let shownStart = false;
  const showStart = (): void => {
    if (!shownStart) log.fire(hookStartEvent(line, state));
    shownStart = true;
  };
  let node = hook;
  let slot: Slot | undefined;
  let errors: ExecutedNode['errors'] = [];
  try {
    slot = connect(task, hook);
    const running = slot;
    const sql = await measured('compile', async () => {
      const compiled = await compileNode(task.environment, hook, running, { extra, threadId: 'main' });
      node = { ...compiled.node, compiled_path: writeCompiledFile(task, compiled.node, compiled.sql) };
      return compiled.sql;
    });
    // What the hook logs while it is rendered comes before its own line, as in dbt.
    showStart();
    await measured('execute', async () => {
      if (sql.trim() !== '') await running.query(sql);
    });
  } catch (error) {
    errors = nodeErrors(error, hook);
    // What cannot be rendered stops the run, as in dbt; a statement that fails is a result like any other.
    if (!node.compiled) throw errors.length === 1 ? errors[0] : new XformErrors(errors);
    showStart();
  } finally {
    await slot?.release().catch(() => undefined);
  }
  const failed = errors.length > 0;
  const result = {
    ...emptyResult(hook, 'main'),
    status: failed ? ('error' as const) : ('success' as const),
    timing,
    execution_time: (clock.time() - startedAt) / 1000,
    compiled: node.compiled,
    compiled_code: node.compiled_code,
    failures: failed ? 1 : 0,
    message: failed
      ? `${nameOf(line)} failed, error:\n ${errors.map((error) => error.message).join('\n')}`
      : `${nameOf(line)} passed`,
  };
  log.fire(
    hookEndEvent(line, result, { ...state, status: result.status, finishedAt: eventTime(clock.time()) }),
  );
  return { node, result, errors };
}
