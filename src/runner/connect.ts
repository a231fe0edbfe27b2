import type { Slot } from '../adapters/runtime.js';
import { createMacroCaller } from '../context/macroCaller.js';
import { createQueryComment } from '../context/queryComment.js';
import type { GraphNode } from '../manifest/types.js';
import { createNodeInfo } from './nodeInfo.js';
import type { RunTask } from './types.js';

/** A slot for a node's work, or for work that has a name only. Opens nothing yet; the caller releases it. */
export function connect(task: RunTask, work: GraphNode | string): Slot {
  const { environment, runtime } = task;
  const node = typeof work === 'string' ? undefined : work;
  const name = typeof work === 'string' ? work : work.unique_id;
  const slot: Slot = runtime.connect({
    name,
    nodeInfo: node && createNodeInfo(node, { status: 'executing' }),
    comment: createQueryComment(environment, {
      connectionName: name,
      node: node as Parameters<typeof createQueryComment>[1]['node'],
    }),
    callMacro: (macro, args, kwargs) => createMacroCaller(environment, slot)(macro, args, kwargs),
  });
  return slot;
}
