export type GraphDirection = 'up' | 'down';

/** A directed graph of keys, as far as it is known. */
export interface Neighbours<K> {
  up(key: K): readonly K[];
  down(key: K): readonly K[];
}

export interface VisibleGraph<K> {
  readonly edges: readonly (readonly [from: K, to: K])[];
  /** How many neighbours of a node are not shown. */
  hidden(key: K, direction: GraphDirection): number;
}

/** So many neighbours of one node are shown at once; the others are a number until they are asked for. */
export const NEIGHBOURS_AT_ONCE = 30;
/** More boxes than these cannot be read, and take long to lay out. */
export const MAX_SHOWN = 400;

/** What is within `hops` of the start: ancestors on one side, descendants on the other, up to what can be read. */
export function expandFrom<K>(start: readonly K[], hops: number, graph: Neighbours<K>): ReadonlySet<K> {
  const shown = new Set(start);
  for (const direction of ['up', 'down'] as const) {
    let frontier = start;
    for (let hop = 0; hop < hops; hop++) {
      const reached: K[] = [];
      for (const key of frontier) {
        for (const neighbour of hiddenNeighbours(shown, key, direction, graph).slice(0, NEIGHBOURS_AT_ONCE)) {
          if (shown.size >= MAX_SHOWN) return shown;
          shown.add(neighbour);
          reached.push(neighbour);
        }
      }
      frontier = reached;
    }
  }
  return shown;
}

/** Shows more neighbours of one node. */
export function expandNode<K>(
  shown: ReadonlySet<K>,
  key: K,
  direction: GraphDirection,
  graph: Neighbours<K>,
): ReadonlySet<K> {
  return new Set([...shown, ...hiddenNeighbours(shown, key, direction, graph).slice(0, NEIGHBOURS_AT_ONCE)]);
}

/** All edges between what is shown, and what there is beyond. */
export function visibleGraph<K>(shown: ReadonlySet<K>, graph: Neighbours<K>): VisibleGraph<K> {
  const edges: [K, K][] = [];
  for (const key of shown) {
    for (const child of graph.down(key)) if (shown.has(child)) edges.push([key, child]);
  }
  return { edges, hidden: (key, direction) => hiddenNeighbours(shown, key, direction, graph).length };
}

function hiddenNeighbours<K>(
  shown: ReadonlySet<K>,
  key: K,
  direction: GraphDirection,
  graph: Neighbours<K>,
): K[] {
  return [...new Set(graph[direction](key))].filter((neighbour) => !shown.has(neighbour));
}
