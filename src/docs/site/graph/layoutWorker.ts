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

const MARGIN = 16;
const GAP = 14;

/** Boxes that nothing is connected to stand in rows below the others: a graph would put them all below each other. */
function layOut({ nodes, edges }: LayoutRequest): Layout {
  const connected = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const alone = nodes.filter(({ id }) => !connected.has(id));
  const graph = layOutGraph(
    nodes.filter(({ id }) => connected.has(id)),
    edges,
  );
  if (alone.length === 0) return graph;
  // Between them there is room for badges at their sides.
  const between = 3 * GAP;
  const width = Math.max(...alone.map((box) => box.width)) + between;
  const height = Math.max(...alone.map((box) => box.height)) + GAP;
  // As wide as the graph, or about as wide as a screen is.
  const fit = Math.floor((graph.width - 2 * MARGIN) / width);
  const columns = Math.max(1, fit, Math.round(Math.sqrt((1.6 * alone.length * height) / width)));
  const top = connected.size === 0 ? MARGIN : graph.height;
  const places = alone.map(({ id }, i) => {
    const x = MARGIN + (i % columns) * width + (width - between) / 2;
    const y = top + Math.floor(i / columns) * height + (height - GAP) / 2;
    return [id, { x, y }] as const;
  });
  return {
    ...graph,
    width: Math.max(graph.width, 2 * MARGIN + Math.min(columns, alone.length) * width - between),
    height: top + Math.ceil(alone.length / columns) * height - GAP + MARGIN,
    nodes: { ...graph.nodes, ...Object.fromEntries(places) },
  };
}

/** Left to right: what data comes from is left of what it goes to. */
function layOutGraph(nodes: LayoutRequest['nodes'], edges: LayoutRequest['edges']): Layout {
  if (nodes.length === 0) return { width: 0, height: 0, nodes: {}, edges: [] };
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: GAP, ranksep: 84, edgesep: 8, marginx: MARGIN, marginy: MARGIN });
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
