import type { XformError } from '../errors/error.js';
import type { ResourceType } from '../manifest/types.js';
import { executeNodes } from './executeNodes.js';
import { BLOCKING_STATUSES, logConcurrency } from './executeRun.js';
import { compileForRun, type MaterializedNode } from './executors/materialize.js';
import { prepareSchemas } from './prepareSchemas.js';
import { recordCompiled } from './recordCompiled.js';
import type { ExecutedNode } from './runNode.js';
import { createSchedule } from './schedule.js';
import type { ExecutorTable, NodeExecutor, NodeWork, RunTask } from './types.js';

const INSPECTED: readonly ResourceType[] = [
  'model',
  'seed',
  'snapshot',
  'test',
  'analysis',
  'function',
  'operation',
  'sql_operation',
];

/** Compiles a node and does no more with it. */
export const compileOnly: NodeExecutor = async (work) => {
  await compileForRun(work as NodeWork<MaterializedNode>);
  return work.timed('execute', async () => ({ status: 'success' }));
};

export interface Inspection {
  /** By unique_id, in the order in which they ended. */
  readonly executed: ReadonlyMap<string, ExecutedNode>;
  /** What is wrong with nodes, all of it; what is below a wrong one was left out. */
  readonly errors: readonly XformError[];
}

/** Compiles the selected nodes in order, and hands each to `inspect`; builds nothing and makes no schemas. */
export async function inspectNodes(task: RunTask, inspect: NodeExecutor = compileOnly): Promise<Inspection> {
  const { flags, target } = task.parsed.project;
  logConcurrency(task);
  await prepareSchemas(task, {
    create: false,
    populateCache: flags['populate_cache'] !== false && flags['introspect'] !== false,
  });
  const executed = new Map<string, ExecutedNode>();
  const errors: XformError[] = [];
  await executeNodes(task, createSchedule(task.graph, new Set(task.selected)), {
    executors: Object.fromEntries(INSPECTED.map((type) => [type, inspect])) as ExecutorTable,
    blocking: BLOCKING_STATUSES,
    threads: target.threads,
    silent: true,
    onResult: (each) => {
      recordCompiled(task.parsed.manifest, each.node);
      executed.set(each.node.unique_id, each);
      errors.push(...each.errors);
    },
  });
  return { executed, errors };
}
