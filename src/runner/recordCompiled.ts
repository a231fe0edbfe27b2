import type { CompiledFields, GraphNode, Manifest } from '../manifest/types.js';

const COMPILED_FIELDS = [
  'compiled',
  'compiled_code',
  'compiled_path',
  'extra_ctes',
  'extra_ctes_injected',
] as const;

/** Takes what compiling found into the manifest, which is written once more at the end of a run (features K4). */
export function recordCompiled(manifest: Manifest, node: GraphNode): void {
  const own = manifest.nodes[node.unique_id] as Partial<CompiledFields> | undefined;
  if (own === undefined || own === (node as object) || !(node as Partial<CompiledFields>).compiled) return;
  for (const field of COMPILED_FIELDS) Object.assign(own, { [field]: (node as CompiledFields)[field] });
}
