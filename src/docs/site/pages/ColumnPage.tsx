import { useState } from 'preact/hooks';
import { Async } from '../components/Async.js';
import { Empty } from '../components/Empty.js';
import { ResourceLink } from '../components/ResourceLink.js';
import { useData } from '../components/useData.js';
import { type ColumnGraph, type ColumnKey, columnKey, createColumnGraph } from '../data/columnGraph.js';
import { loadLineage } from '../data/resources.js';
import { GraphCanvas } from '../graph/GraphCanvas.js';
import { expandFrom, expandNode, type GraphDirection, visibleGraph } from '../graph/neighbourhood.js';
import { addressOf } from '../routes.js';
import { createColumnNode } from './columnNode.js';
import { HopList } from './HopList.js';

const HOPS = 2;

/** Where a column comes from and goes to, with the expression on each hop. */
export function ColumnPage({ id, column }: { id: string; column: string }) {
  const key = columnKey(id, column);
  const loaded = useData(async () => {
    const graph = createColumnGraph(loadLineage);
    return { graph, first: await loadAround(graph, key, HOPS) };
  }, [key]);
  return <Async of={loaded}>{(value) => <Columns {...value} start={key} />}</Async>;
}

/** Loads so many hops, and tells which columns they lead to: what is loaded leads to the next ones. */
async function loadAround(
  graph: ColumnGraph,
  start: ColumnKey,
  hops: number,
): Promise<ReadonlySet<ColumnKey>> {
  let shown: ReadonlySet<ColumnKey> = new Set([start]);
  await graph.load(shown);
  for (let hop = 1; hop <= hops; hop++) {
    shown = expandFrom([start], hop, graph);
    await graph.load(shown);
  }
  return shown;
}

interface ColumnsProps {
  readonly graph: ColumnGraph;
  /** What is shown before anything is opened. */
  readonly first: ReadonlySet<ColumnKey>;
  readonly start: ColumnKey;
}

function Columns({ graph, first, start }: ColumnsProps) {
  const [shown, setShown] = useState(first);
  const visible = visibleGraph(shown, graph);
  const focus = graph.node(start);
  const expand = async (key: ColumnKey, direction: GraphDirection): Promise<void> => {
    const next = expandNode(shown, key, direction, graph);
    await graph.load(next);
    setShown(next);
  };
  const nodes = [...shown].map((key) =>
    createColumnNode({
      node: graph.node(key),
      hiddenUp: visible.hidden(key, 'up'),
      hiddenDown: visible.hidden(key, 'down'),
      onExpand: (direction) => void expand(key, direction),
    }),
  );
  const edges = visible.edges.map(([from, to]) => {
    const kind = graph.kindOf(from, to);
    const { lineage } = graph.node(to);
    return {
      from,
      to,
      class: `kind-${kind}`,
      title: lineage?.expression ?? kind,
      label: kind === 'copied' ? '' : kind,
    };
  });
  return (
    <article class="page page-wide">
      <header class="page-head">
        <div class="kicker">
          column of <ResourceLink link={focus.link} />
        </div>
        <h1>{focus.name}</h1>
        <div class="actions">
          <a class="button" href={addressOf({ page: 'resource', id: focus.link[0], column: focus.name })}>
            Show in {focus.link[1]}
          </a>
        </div>
      </header>
      {focus.unknown !== undefined && (
        <p class="notice">
          <strong>Unknown:</strong> {focus.unknown}
        </p>
      )}
      {edges.length === 0 ? (
        <Empty
          title={focus.lineage === undefined ? 'This column was not traced' : 'No other column is involved'}
        >
          {focus.lineage === undefined
            ? 'It is described, but neither the warehouse nor the SQL has it.'
            : 'Its value comes from no column that is known, and none takes it over.'}
        </Empty>
      ) : (
        <div class="column-canvas" style={{ height: `${Math.min(480, 180 + nodes.length * 45)}px` }}>
          <GraphCanvas nodes={nodes} edges={edges} focus={start} label="Graph of columns" />
        </div>
      )}
      <HopList graph={graph} start={start} hops={visible.edges} />
    </article>
  );
}
