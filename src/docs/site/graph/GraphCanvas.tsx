import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Empty } from '../components/Empty.js';
import { layOut } from './layoutClient.js';
import type { Layout } from './layoutTypes.js';
import { edgePath } from './paths.js';
import { usePanZoom } from './usePanZoom.js';

export interface CanvasNode {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** SVG with its origin in the upper left corner of the box. */
  readonly content: ComponentChildren;
}

export interface CanvasEdge {
  readonly from: string;
  readonly to: string;
  readonly class?: string;
  readonly title?: string;
  /** Short text at the middle of the edge. */
  readonly label?: string;
  /** Where the edge leaves and enters the boxes, in pixels below their middle. */
  readonly fromOffset?: number;
  readonly toOffset?: number;
}

interface GraphCanvasProps {
  readonly nodes: readonly CanvasNode[];
  readonly edges: readonly CanvasEdge[];
  /** The node to look at first, and to mark. */
  readonly focus?: string;
  readonly label: string;
}

interface Drawn {
  readonly shape: string;
  readonly layout: Layout;
  readonly nodes: readonly CanvasNode[];
  readonly edges: readonly CanvasEdge[];
}

/**
 * A graph that can be moved and zoomed. The layout is computed again when nodes or edges change, not when their looks
 * do; what was drawn before stays until the new layout is there.
 */
export function GraphCanvas({ nodes, edges, focus, label }: GraphCanvasProps) {
  const shape = JSON.stringify([
    nodes.map(({ id, width, height }) => [id, width, height]),
    edges.map(({ from, to }) => [from, to]),
  ]);
  const [drawn, setDrawn] = useState<Drawn>();
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    let current = true;
    const boxes = nodes.map(({ id, width, height }) => ({ id, width, height }));
    const pairs = edges.map(({ from, to }) => ({ from, to }));
    layOut(boxes, pairs).then(
      (layout) => current && setDrawn({ shape, layout, nodes, edges }),
      (error: Error) => current && setFailure(error.message),
    );
    return () => {
      current = false;
    };
  }, [shape]);
  if (failure !== undefined) return <Empty title="The graph cannot be drawn">{failure}</Empty>;
  if (drawn === undefined) return <output class="loading">Drawing…</output>;
  const shown = drawn.shape === shape ? { nodes, edges } : drawn;
  return (
    <Drawing layout={drawn.layout} nodes={shown.nodes} edges={shown.edges} focus={focus} label={label} />
  );
}

function Drawing({ layout, nodes, edges, focus, label }: GraphCanvasProps & { readonly layout: Layout }) {
  const svg = useRef<SVGSVGElement>(null);
  const stage = useRef<SVGGElement>(null);
  const { showAll, showStart, zoomBy, centre } = usePanZoom(svg, stage, layout);
  useEffect(() => {
    const place = focus === undefined ? undefined : layout.nodes[focus];
    if (place === undefined) showStart();
    else centre(place);
  }, [layout]);
  const boxes = new Map(nodes.map((node) => [node.id, node]));
  const waypoints = (edge: CanvasEdge, i: number): Layout['edges'][number] => {
    const [from, to] = [layout.nodes[edge.from], layout.nodes[edge.to]];
    if (from === undefined || to === undefined) return [];
    const points = (layout.edges[i] ?? []).slice(1, -1);
    // Between neighbouring ranks there is one point, which only bends the line.
    const between = points.length > 1 ? points : [];
    // What the layout gives as ends lies on the line between centres; edges look calmer from side to side.
    const start = {
      x: from.x + boxes.get(edge.from)!.width / 2,
      y: from.y + (edge.fromOffset ?? 0),
    };
    const end = { x: to.x - boxes.get(edge.to)!.width / 2, y: to.y + (edge.toOffset ?? 0) };
    return [start, ...between.filter(({ x }) => x > start.x + 8 && x < end.x - 8), end];
  };
  const known = nodes.filter(({ id }) => layout.nodes[id] !== undefined);
  return (
    <div class="canvas">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be drawn in. */}
      <svg ref={svg} role="group" aria-label={label}>
        <defs>
          <marker
            id="arrow"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
          >
            <path d="M0 0L8 4L0 8z" class="arrow" />
          </marker>
        </defs>
        <g ref={stage}>
          {edges.map((edge, i) => (
            <Edge key={`${edge.from} ${edge.to} ${edge.title}`} edge={edge} points={waypoints(edge, i)} />
          ))}
          {known.map(({ id, width, height, content }) => {
            const { x, y } = layout.nodes[id]!;
            return (
              <g
                key={id}
                class={id === focus ? 'node focus' : 'node'}
                data-node={id}
                transform={`translate(${x - width / 2} ${y - height / 2})`}
              >
                {content}
              </g>
            );
          })}
        </g>
      </svg>
      <div class="canvas-tools">
        <button type="button" class="icon-button" onClick={() => zoomBy(1.3)} aria-label="Zoom in">
          +
        </button>
        <button type="button" class="icon-button" onClick={() => zoomBy(1 / 1.3)} aria-label="Zoom out">
          −
        </button>
        <button type="button" class="icon-button" onClick={showAll} aria-label="Show everything">
          ⤢
        </button>
      </div>
    </div>
  );
}

/** Where a label of an edge has most room. */
function middleOf(points: Layout['edges'][number]): { x: number; y: number } | undefined {
  const [before, after] = [points[Math.ceil(points.length / 2) - 1], points[Math.floor(points.length / 2)]];
  if (before === undefined || after === undefined) return undefined;
  return { x: (before.x + after.x) / 2, y: (before.y + after.y) / 2 };
}

function Edge({ edge, points }: { edge: CanvasEdge; points: Layout['edges'][number] }) {
  const middle = middleOf(points);
  return (
    <g class={`edge ${edge.class ?? ''}`}>
      <path d={edgePath(points)} marker-end="url(#arrow)">
        {edge.title && <title>{edge.title}</title>}
      </path>
      {edge.label && middle && (
        <text x={middle.x} y={middle.y - 4} class="edge-label">
          {edge.label}
        </text>
      )}
    </g>
  );
}
