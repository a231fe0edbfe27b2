import { XformError } from '../errors/error.js';
import type { Manifest } from '../manifest/types.js';
import { findGraphNode, type Graph } from './graph.js';

/** The ids of one cycle, each depending on the one before, the first repeated at the end; undefined when there is none. */
export function findCycle(graph: Graph): string[] | undefined {
  const { ids, children } = graph.adjacency();
  const NEW = 0;
  const OPEN = 1;
  const DONE = 2;
  const state = new Uint8Array(ids.length);
  const position = children.starts.slice();
  for (let root = 0; root < ids.length; root++) {
    if (state[root] !== NEW) continue;
    const path = [root];
    state[root] = OPEN;
    while (path.length > 0) {
      const node = path[path.length - 1]!;
      if (position[node]! === children.starts[node + 1]!) {
        state[node] = DONE;
        path.pop();
        continue;
      }
      const child = children.targets[position[node]!++]!;
      if (state[child] === OPEN) {
        const cycle = path.slice(path.indexOf(child));
        return [...cycle, child].map((index) => ids[index]!);
      }
      if (state[child] === NEW) {
        state[child] = OPEN;
        path.push(child);
      }
    }
  }
  return undefined;
}

/** Throws when the graph has a cycle, naming all of it and the file of each node in it. */
export function checkCycles(graph: Graph, manifest: Manifest): void {
  const cycle = findCycle(graph);
  if (cycle === undefined) return;
  const describe = (id: string): string => {
    const node = findGraphNode(manifest, id);
    return node === undefined ? id : `${node.resource_type} '${node.name}' (${node.original_file_path})`;
  };
  const notes = cycle.slice(1).map((id, i) => `${describe(id)} depends on ${describe(cycle[i]!)}`);
  const first = findGraphNode(manifest, cycle[0]!);
  throw new XformError('compilation', `Found a cycle: ${cycle.join(' --> ')}`, {
    place: first === undefined ? undefined : { file: first.original_file_path },
    notes,
    hint:
      cycle.length === 2
        ? 'A model cannot ref() itself; use {{ this }} for its own relation.'
        : 'Remove one of these ref() calls, or move what both models need into a third one.',
  });
}
