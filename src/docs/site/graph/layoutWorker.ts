import { Graph, layout } from '@dagrejs/dagre';
import type { Layout, LayoutAnswer, LayoutRequest } from './layoutTypes.js';

/** Runs beside the page, so that a large graph does not hold it up. */
self.onmessage = (event: MessageEvent<LayoutRequest>) => {
  const { job } = event.data;
  let answer: LayoutAnswer;
  try {
    answer = { job, layout: layOut(event.data) };
  } catch (error) {
    answer = { job, failure: error instanceof Error ? error.message : String(error) };
  }
  self.postMessage(answer);
};

/** Left to right: what data comes from is left of what it goes to. */
function layOut({ nodes, edges }: LayoutRequest): Layout {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 14, ranksep: 84, edgesep: 8, marginx: 16, marginy: 16 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height });
  edges.forEach(({ from, to }, i) => {
    graph.setEdge(from, to, {}, String(i));
  });
  layout(graph);
  const size = graph.graph() as { width?: number; height?: number };
  return {
    width: size.width ?? 0,
    height: size.height ?? 0,
    nodes: Object.fromEntries(
      nodes.map(({ id }) => {
        const { x, y } = graph.node(id) as { x: number; y: number };
        return [id, { x, y }];
      }),
    ),
    edges: edges.map(({ from, to }, i) => {
      const edge = graph.edge(from, to, String(i)) as { points?: { x: number; y: number }[] };
      return (edge.points ?? []).map(({ x, y }) => ({ x, y }));
    }),
  };
}
