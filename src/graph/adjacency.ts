/** Neighbours of node `i` are `targets[starts[i]] .. targets[starts[i + 1] - 1]`. */
export interface Neighbours {
  readonly starts: Int32Array;
  readonly targets: Int32Array;
}

/** A graph as integers, for walks over many nodes. Node `i` is `ids[i]`. */
export interface Adjacency {
  readonly ids: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
  readonly parents: Neighbours;
  readonly children: Neighbours;
  reach(direction: 'parents' | 'children', from: Iterable<string>, depth?: number): Set<string>;
}

/** `forEachEdge` calls `visit(parent, child)` for each edge; it is run once for each pass over the edges. */
export function createAdjacency(
  ids: readonly string[],
  forEachEdge: (visit: (parent: string, child: string) => void) => void,
): Adjacency {
  const indexOf = new Map(ids.map((id, i) => [id, i]));
  const from: number[] = [];
  const to: number[] = [];
  forEachEdge((parent, child) => {
    from.push(indexOf.get(parent)!);
    to.push(indexOf.get(child)!);
  });
  const neighbours = { parents: group(ids.length, to, from), children: group(ids.length, from, to) };
  return {
    ids,
    indexOf,
    ...neighbours,
    reach: (direction, start, depth = Number.POSITIVE_INFINITY) => {
      const indexes: number[] = [];
      for (const id of start) {
        const index = indexOf.get(id);
        if (index !== undefined) indexes.push(index);
      }
      return new Set(walk(neighbours[direction], indexes, depth).map((index) => ids[index]!));
    },
  };
}

/** Sorts edges by `key` into one flat array, keeping their order within a key. */
export function group(size: number, keys: readonly number[], values: readonly number[]): Neighbours {
  const starts = new Int32Array(size + 1);
  for (const key of keys) starts[key + 1]!++;
  for (let i = 0; i < size; i++) starts[i + 1]! += starts[i]!;
  const next = starts.slice();
  const targets = new Int32Array(values.length);
  for (let edge = 0; edge < keys.length; edge++) targets[next[keys[edge]!]!++] = values[edge]!;
  return { starts, targets };
}

/** Breadth first, so that a node's distance is the shortest one. Start nodes count only when reached. */
function walk({ starts, targets }: Neighbours, from: readonly number[], depth: number): number[] {
  const seen = new Uint8Array(starts.length - 1);
  const reached: number[] = [];
  let frontier = from;
  // Start nodes are expanded even when another start node reaches them, but no node is expanded twice.
  const expanded = new Uint8Array(starts.length - 1);
  for (let distance = 0; distance < depth && frontier.length > 0; distance++) {
    const next: number[] = [];
    for (const node of frontier) {
      if (expanded[node]) continue;
      expanded[node] = 1;
      for (let at = starts[node]!; at < starts[node + 1]!; at++) {
        const neighbour = targets[at]!;
        if (seen[neighbour]) continue;
        seen[neighbour] = 1;
        reached.push(neighbour);
        next.push(neighbour);
      }
    }
    frontier = next;
  }
  return reached;
}
