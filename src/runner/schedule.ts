import { group, type Neighbours } from '../graph/adjacency.js';
import type { BlockingEdge } from '../graph/blockingTests.js';
import type { Graph } from '../graph/graph.js';

/** A node whose turn has come, and why it has to be skipped, if it has. */
export interface ReadyNode {
  readonly id: string;
  /** The first node above that failed. */
  readonly cause?: string;
  /** The node above that was the last to fail or to be skipped; there is one when there is a cause. */
  readonly lastAbove?: string;
}

/**
 * The order in which selected nodes may run: a node is ready when all selected nodes above it are finished. What
 * became ready first goes first; of what became ready together, what has least depth, then by unique_id (features L3). Unselected nodes between
 * selected ones keep their order (I14) and take no time. Each node and edge is visited once in a run.
 */
export interface Schedule {
  /** Ids by depth, then by unique_id. */
  readonly order: readonly string[];
  /** The next ready node, or undefined when none is ready now. */
  take(): ReadyNode | undefined;
  /** Frees what waits for the node; when it `failed`, everything below it will be taken with it as its cause. */
  finish(id: string, failed: boolean): void;
  /** Not yet finished. */
  readonly remaining: number;
}

/** In place of a count of what a node waits for: its turn has come already. */
const FREED = -1;

export function createSchedule(
  graph: Graph,
  selected: ReadonlySet<string>,
  extraEdges: readonly BlockingEdge[] = [],
): Schedule {
  const { ids, indexOf } = graph.adjacency();
  const { children, waiting } = orderingEdges(graph, extraEdges);
  const chosen = new Uint8Array(ids.length);
  for (const id of selected) chosen[indexOf.get(id)!] = 1;

  const byRank = rank(ids, children, waiting, chosen);
  const rankOf = new Int32Array(ids.length);
  byRank.forEach((node, position) => {
    rankOf[node] = position;
  });

  /** Ranks of ready nodes, in the order in which they became ready; taken from `head` on. */
  const ready: number[] = [];
  let head = 0;
  /** Index + 1 of the failed node above. */
  const causes = new Int32Array(ids.length);
  /** Index + 1 of the last node above that failed or was skipped. */
  const lastAbove = new Int32Array(ids.length);
  let remaining = byRank.length;

  /** Passes on that a node is done; unselected nodes that become free are done at once. Gives the ranks of the others. */
  function complete(node: number, cause: number): number[] {
    const done = [node];
    const freed: number[] = [];
    causes[node] = cause;
    while (done.length > 0) {
      const parent = done.pop()!;
      for (let at = children.starts[parent]!; at < children.starts[parent + 1]!; at++) {
        const child = children.targets[at]!;
        if (causes[parent] !== 0) {
          causes[child] ||= causes[parent]!;
          lastAbove[child] = chosen[parent] === 1 ? parent + 1 : lastAbove[parent]!;
        }
        if (--waiting[child]! > 0) continue;
        waiting[child] = FREED;
        if (chosen[child] === 1) freed.push(rankOf[child]!);
        else done.push(child);
      }
    }
    return freed;
  }

  /** What becomes ready together goes by rank; what was ready before goes first. */
  function enqueue(ranks: number[]): void {
    for (const rank of ranks.sort((a, b) => a - b)) ready.push(rank);
  }

  const first: number[] = [];
  for (let node = 0; node < ids.length; node++) {
    if (waiting[node] !== 0) continue;
    waiting[node] = FREED;
    if (chosen[node] === 1) first.push(rankOf[node]!);
    else first.push(...complete(node, 0));
  }
  enqueue(first);

  return {
    order: byRank.map((node) => ids[node]!),
    take() {
      if (head === ready.length) return undefined;
      const node = byRank[ready[head++]!]!;
      const cause = causes[node]!;
      const id = ids[node]!;
      return cause === 0 ? { id } : { id, cause: ids[cause - 1]!, lastAbove: ids[lastAbove[node]! - 1]! };
    },
    finish(id, failed) {
      const node = indexOf.get(id)!;
      remaining--;
      // A skipped node passes on the cause it was skipped for.
      enqueue(complete(node, failed ? causes[node] || node + 1 : 0));
    },
    get remaining() {
      return remaining;
    },
  };
}

/** The graph's edges and the extra ones, each once, and how many each node waits for. */
function orderingEdges(
  graph: Graph,
  extraEdges: readonly BlockingEdge[],
): { children: Neighbours; waiting: Int32Array } {
  const { ids, indexOf, children } = graph.adjacency();
  const from: number[] = [];
  const to: number[] = [];
  // A unit test is below its model in the graph; when it has to come first, that edge is turned round.
  const reversed = new Set(extraEdges.map((edge) => `${edge.to}\n${edge.from}`));
  for (let node = 0; node < ids.length; node++) {
    for (let at = children.starts[node]!; at < children.starts[node + 1]!; at++) {
      const child = children.targets[at]!;
      if (reversed.size > 0 && reversed.has(`${ids[node]}\n${ids[child]}`)) continue;
      from.push(node);
      to.push(child);
    }
  }
  for (const edge of extraEdges) {
    from.push(indexOf.get(edge.from)!);
    to.push(indexOf.get(edge.to)!);
  }
  const waiting = new Int32Array(ids.length);
  for (const child of to) waiting[child]!++;
  return { children: group(ids.length, from, to), waiting };
}

/** Selected nodes by depth (edges to selected nodes above, the longest way), then by id. */
function rank(
  ids: readonly string[],
  children: Neighbours,
  waiting: Int32Array,
  chosen: Uint8Array,
): number[] {
  const left = waiting.slice();
  const depth = new Int32Array(ids.length);
  const queue: number[] = [];
  for (let node = 0; node < ids.length; node++) if (left[node] === 0) queue.push(node);
  for (let head = 0; head < queue.length; head++) {
    const node = queue[head]!;
    const below = depth[node]! + chosen[node]!;
    for (let at = children.starts[node]!; at < children.starts[node + 1]!; at++) {
      const child = children.targets[at]!;
      if (depth[child]! < below) depth[child] = below;
      if (--left[child]! === 0) queue.push(child);
    }
  }
  return queue
    .filter((node) => chosen[node] === 1)
    .sort((a, b) => depth[a]! - depth[b]! || (ids[a]! < ids[b]! ? -1 : 1));
}
