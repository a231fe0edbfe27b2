import type { DeferRelation, Manifest, ManifestNode } from '../manifest/types.js';

const DEFERRABLE = new Set(['model', 'seed', 'snapshot']);

/**
 * Notes at each node where an earlier manifest has it, for --defer and clone (features J17). Answers with how many
 * were found.
 */
export function addDeferRelations(manifest: Manifest, earlier: Manifest): number {
  let found = 0;
  for (const node of Object.values(manifest.nodes)) {
    const other = DEFERRABLE.has(node.resource_type) ? earlier.nodes[node.unique_id] : undefined;
    if (other === undefined || other.config.materialized === 'ephemeral') continue;
    Object.assign(node, { defer_relation: deferRelation(other) });
    found++;
  }
  return found;
}

function deferRelation(node: ManifestNode): DeferRelation {
  return {
    database: node.database,
    schema: node.schema,
    alias: node.alias,
    relation_name: node.relation_name,
    resource_type: node.resource_type,
    name: node.name,
    description: node.description,
    compiled_code: 'compiled_code' in node ? node.compiled_code : null,
    meta: node.meta,
    tags: node.tags,
    config: node.config,
  };
}
