import type { GraphNode, ModelNode } from '../manifest/types.js';

/** Models, seeds and snapshots: what becomes a relation of its own. */
export function isRelational(node: GraphNode): boolean {
  return node.resource_type === 'model' || node.resource_type === 'seed' || node.resource_type === 'snapshot';
}

/** Compiled into those that read it; never built, counted or listed among the results. */
export function isEphemeral(node: GraphNode): boolean {
  return node.resource_type === 'model' && (node as ModelNode).config.materialized === 'ephemeral';
}
