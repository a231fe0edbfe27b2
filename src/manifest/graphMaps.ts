import type { Manifest } from './types.js';

/** unique_ids of parents or children, sorted. */
export type GraphMap = Record<string, string[]>;

interface Linked {
  readonly unique_id: string;
  readonly depends_on?: { readonly nodes?: readonly string[] };
}

/** parent_map and child_map of manifest.json: everything enabled that is in the graph. */
export function graphMaps(manifest: Manifest): { readonly parents: GraphMap; readonly children: GraphMap } {
  const parents: GraphMap = {};
  const children: GraphMap = {};
  const all = [
    manifest.nodes,
    manifest.sources,
    manifest.exposures,
    manifest.metrics,
    manifest.semantic_models,
    manifest.saved_queries,
    manifest.unit_tests,
    manifest.functions,
  ] as readonly Readonly<Record<string, Linked>>[];
  for (const resources of all) for (const id of Object.keys(resources)) children[id] = [];
  for (const resources of all) {
    for (const id of Object.keys(resources)) {
      const ids = sortedIds(resources[id]!.depends_on?.nodes ?? []);
      parents[id] = ids;
      for (const parent of ids) children[parent]?.push(id);
    }
  }
  for (const id of Object.keys(children)) if (children[id]!.length > 1) children[id]!.sort();
  return { parents, children };
}

function sortedIds(ids: readonly string[]): string[] {
  return ids.length < 2 ? [...ids] : [...new Set(ids)].sort();
}

/** group_map: members by the group's name. */
export function groupMap(manifest: Manifest): GraphMap {
  const map: GraphMap = {};
  for (const group of Object.values(manifest.groups)) map[group.name] = [];
  if (Object.keys(map).length === 0) return map;
  for (const node of Object.values(manifest.nodes)) {
    if (node.group) map[node.group]?.push(node.unique_id);
  }
  return map;
}
