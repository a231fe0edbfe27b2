import type { CompiledFields, GraphNode, Manifest, ManifestNode, ModelNode } from '../manifest/types.js';

const COMPILED_FIELDS = [
  'compiled',
  'compiled_code',
  'compiled_path',
  'extra_ctes',
  'extra_ctes_injected',
] as const;

/** Only what was built has one. */
const BUILT_FIELDS = ['build_path'] as const;

/** Foreign keys name their relations once a model is compiled. */
const RESOLVED_FIELDS = ['columns', 'constraints'] as const;

/** Takes what compiling found into the manifest, which is written once more at the end of a run (features K4). */
export function recordCompiled(manifest: Manifest, node: GraphNode): void {
  const own = manifest.nodes[node.unique_id] as Partial<CompiledFields> | undefined;
  if (own === undefined || own === (node as object) || !(node as Partial<CompiledFields>).compiled) return;
  if (node.resource_type === 'model') {
    for (const field of RESOLVED_FIELDS) Object.assign(own, { [field]: (node as ModelNode)[field] });
  }
  for (const field of COMPILED_FIELDS) Object.assign(own, { [field]: (node as CompiledFields)[field] });
  for (const field of BUILT_FIELDS) Object.assign(own, { [field]: (node as ManifestNode)[field] });
}
