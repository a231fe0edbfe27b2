import type { Manifest } from '../manifest/types.js';
import { findGraphNode, type Graph, parentIds } from './graph.js';

/** `from` must be done before `to` may start. */
export interface BlockingEdge {
  readonly from: string;
  readonly to: string;
}

/**
 * The extra edges of `build` (features J4, H16): a test comes before every node that is downstream of all that it
 * tests, and a unit test before its model but after what that model reads. The unit tests of a model come one after
 * the other, so that the first that fails has the others skipped together with the model. Only the first such nodes
 * of each path get an edge; what is below them waits anyway. They are for ordering only: selection never follows them.
 */
export function findBlockingEdges(
  graph: Graph,
  manifest: Manifest,
  selected: Iterable<string>,
): BlockingEdge[] {
  const edges: BlockingEdge[] = [];
  const unitTests = new Map<string, string[]>();
  for (const id of selected) {
    const node = findGraphNode(manifest, id);
    if (node?.resource_type === 'test') {
      const parents = [...new Set(parentIds(node))];
      for (const blocked of firstBelowAll(graph, manifest, parents)) edges.push({ from: id, to: blocked });
    } else if (node?.resource_type === 'unit_test') {
      for (const model of parentIds(node)) {
        edges.push({ from: id, to: model });
        unitTests.set(model, [...(unitTests.get(model) ?? []), id]);
        for (const parent of graph.parents(model)) edges.push({ from: parent, to: id });
      }
    }
  }
  for (const ids of unitTests.values()) {
    ids.sort().forEach((id, at) => {
      if (at > 0) edges.push({ from: ids[at - 1]!, to: id });
    });
  }
  // What a failed test of its inputs keeps from being built is not unit tested either.
  const inherited = edges.flatMap(({ from, to }) =>
    (unitTests.get(to) ?? [])
      .filter((id) => id !== from && !unitTests.get(to)!.includes(from))
      .map((id) => ({ from, to: id })),
  );
  return [...edges, ...inherited];
}

/** What is built; exposures and the like only tell what depends on it. */
const BLOCKABLE = new Set(['model', 'seed', 'snapshot', 'function', 'analysis']);

/** The nodes that have all of `parents` above them while none of their own parents has. */
function firstBelowAll(graph: Graph, manifest: Manifest, parents: readonly string[]): string[] {
  if (parents.length === 0) return [];
  const isBlockable = (id: string): boolean =>
    BLOCKABLE.has(findGraphNode(manifest, id)?.resource_type ?? '');
  if (parents.length === 1) return graph.children(parents[0]!).filter(isBlockable);
  const below = parents.map((parent) => graph.descendants([parent]));
  const smallest = below.reduce((least, set) => (set.size < least.size ? set : least));
  const common = new Set([...smallest].filter((id) => isBlockable(id) && below.every((set) => set.has(id))));
  // One of the tested nodes may itself be below all the others; then its own children are the first.
  const last = parents.find((id) => below.every((set, i) => parents[i] === id || set.has(id)));
  if (last !== undefined) return graph.children(last).filter((id) => common.has(id));
  return [...common].filter((id) => !graph.parents(id).some((parent) => common.has(parent)));
}
