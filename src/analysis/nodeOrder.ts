import { findGraphNode, type Graph, parentIds } from '../graph/graph.js';
import type { GraphNode, Manifest, ModelNode } from '../manifest/types.js';
import { relationNameOf } from './knownColumns.js';
import { relationKey } from './types.js';

const MAKERS: ReadonlySet<string> = new Set(['model', 'seed', 'snapshot']);

/** Parents before children. A source that is the relation of a model, seed or snapshot follows that one. */
export function orderNodes(nodes: readonly GraphNode[], graph: Graph): string[] {
  const byId = new Map(nodes.map((node) => [node.unique_id, node]));
  const madeBy = new Map(
    nodes
      .filter((node) => MAKERS.has(node.resource_type))
      .map((node) => [relationKey(relationNameOf(node)), node.unique_id]),
  );
  const before = (id: string): readonly string[] => {
    const node = byId.get(id);
    const maker =
      node?.resource_type === 'source' ? madeBy.get(relationKey(relationNameOf(node))) : undefined;
    return maker === undefined ? graph.parents(id) : [maker, ...graph.parents(id)];
  };
  const order: string[] = [];
  const seen = new Set<string>();
  // A loop, since chains of models may be longer than the call stack is deep.
  for (const { unique_id: start } of nodes) {
    const stack: { id: string; rest: string[] }[] = [];
    const enter = (id: string): void => {
      if (seen.has(id)) return;
      seen.add(id);
      stack.push({ id, rest: [...before(id)].reverse() });
    };
    enter(start);
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!;
      const next = top.rest.pop();
      if (next !== undefined) enter(next);
      else order.push(stack.pop()!.id);
    }
  }
  return order;
}

/** What a node's SQL reads: its parents, and in place of ephemeral ones what those read. */
export function idsRead(node: GraphNode, manifest: Manifest): string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const queue: GraphNode[] = [node];
  for (const at of queue) {
    for (const id of parentIds(at)) {
      if (seen.has(id)) continue;
      seen.add(id);
      const parent = findGraphNode(manifest, id);
      if (parent === undefined || parent.resource_type === 'function') continue;
      if ((parent as ModelNode).config?.materialized === 'ephemeral') queue.push(parent);
      else found.add(id);
    }
  }
  return [...found];
}
