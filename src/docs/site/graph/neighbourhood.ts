/** A directed graph of keys, as far as it is known. */
export interface Neighbours<K> {
  up(key: K): readonly K[];
  down(key: K): readonly K[];
}

/** What is shown of a graph: where it starts, and which nodes have been opened in which direction. */
export interface Expansion<K> {
  readonly start: readonly K[];
  readonly up: ReadonlySet<K>;
  readonly down: ReadonlySet<K>;
}

export interface VisibleGraph<K> {
  readonly keys: ReadonlySet<K>;
  readonly edges: readonly (readonly [from: K, to: K])[];
  /** How many neighbours of a node are not shown. */
  hidden(key: K, direction: 'up' | 'down'): number;
}

/** Opens everything within `hops` of the start: ancestors on one side, descendants on the other. */
export function expandFrom<K>(start: readonly K[], hops: number, graph: Neighbours<K>): Expansion<K> {
  return {
    start,
    up: opened(start, hops, (key) => graph.up(key)),
    down: opened(start, hops, (key) => graph.down(key)),
  };
}

function opened<K>(start: readonly K[], hops: number, next: (key: K) => readonly K[]): Set<K> {
  const open = new Set<K>();
  let frontier = start;
  for (let hop = 0; hop < hops; hop++) {
    const reached = new Set<K>();
    for (const key of frontier) {
      if (open.has(key)) continue;
      open.add(key);
      for (const neighbour of next(key)) reached.add(neighbour);
    }
    frontier = [...reached];
  }
  return open;
}

/** Opens one node more. */
export function expandNode<K>(expansion: Expansion<K>, key: K, direction: 'up' | 'down'): Expansion<K> {
  return { ...expansion, [direction]: new Set([...expansion[direction], key]) };
}

/** Everything that is opened, and all edges between what is shown. */
export function visibleGraph<K>(expansion: Expansion<K>, graph: Neighbours<K>): VisibleGraph<K> {
  const keys = new Set(expansion.start);
  for (const key of keys) {
    if (expansion.up.has(key)) for (const parent of graph.up(key)) keys.add(parent);
    if (expansion.down.has(key)) for (const child of graph.down(key)) keys.add(child);
  }
  const edges: [K, K][] = [];
  for (const key of keys) for (const child of graph.down(key)) if (keys.has(child)) edges.push([key, child]);
  return {
    keys,
    edges,
    hidden: (key, direction) =>
      new Set(graph[direction](key).filter((neighbour) => !keys.has(neighbour))).size,
  };
}
