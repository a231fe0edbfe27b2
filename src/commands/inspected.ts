import type { GraphNode, ManifestNode } from '../manifest/types.js';
import type { Session } from './session.js';

/** The hooks of the run are compiled with the whole project; no selection names them. */
export function hooksToCompile({ options, parsed }: Session): string[] {
  if (['select', 'exclude', 'selector', 'resource_types'].some((key) => options[key] !== undefined))
    return [];
  const nodes = Object.values(parsed.manifest.nodes);
  return nodes.filter((node) => node.resource_type === 'operation').map((node) => node.unique_id);
}

/** Ephemeral models have no results of their own (features K5). */
export function hasOwnResult(node: GraphNode): boolean {
  return node.resource_type !== 'model' || (node as ManifestNode).config['materialized'] !== 'ephemeral';
}
