import { useState } from 'preact/hooks';
import { countText } from '../../../util/countText.js';
import type { SiteRelationships } from '../../siteData.js';
import { Async } from '../components/Async.js';
import { Empty } from '../components/Empty.js';
import { useData } from '../components/useData.js';
import { loadData } from '../data/loadData.js';
import { GraphCanvas } from '../graph/GraphCanvas.js';
import { expandFrom, expandNode, type Neighbours, visibleGraph } from '../graph/neighbourhood.js';
import { createEntityNode, keyOffset } from './entityNode.js';

/** Up to this many entities are shown at once. */
const MAX_ENTITIES = 60;

/** Entities and how they refer to each other, as the relationship tests of the project say. */
export function DiagramPage({ focus }: { focus: string | undefined }) {
  const loaded = useData(() => loadData('relationships'), []);
  return (
    <Async of={loaded}>
      {(data) =>
        data.entities.length === 0 ? (
          <Empty title="No relationships are tested">
            The diagram is drawn from <code>relationships</code> tests: add one to a foreign key, and it shows
            up here.
          </Empty>
        ) : (
          <Diagram key={focus} data={data} focus={focus} />
        )
      }
    </Async>
  );
}

function Diagram({ data, focus }: { data: SiteRelationships; focus: string | undefined }) {
  const neighbours = neighboursOf(data);
  const [shown, setShown] = useState(() => startOf(data, focus, neighbours));
  const visible = visibleGraph(shown, neighbours);
  const idOf = (entity: number): string => data.entities[entity]!.link[0];
  const nodes = [...shown].map((entity) =>
    createEntityNode({
      entity: data.entities[entity]!,
      hiddenUp: visible.hidden(entity, 'up'),
      hiddenDown: visible.hidden(entity, 'down'),
      onExpand: (direction) => setShown(expandNode(shown, entity, direction, neighbours)),
    }),
  );
  const edges = data.edges
    .filter(({ from, to }) => shown.has(from) && shown.has(to))
    .map((edge) => ({
      from: idOf(edge.from),
      to: idOf(edge.to),
      fromOffset: keyOffset(data.entities[edge.from]!, edge.fromColumn),
      toOffset: keyOffset(data.entities[edge.to]!, edge.toColumn),
      title: `${edge.fromColumn} → ${edge.toColumn} (${edge.status ?? 'not run'})`,
      class: edge.status === 'fail' || edge.status === 'error' ? 'relation-bad' : 'relation',
    }));
  return (
    <div class="graph-page">
      <div class="graph-status">
        <span>
          {shown.size} of {countText(data.entities.length, 'entity', 'entities')},{' '}
          {countText(edges.length, 'relationship')} from tests
        </span>
        {focus !== undefined && <a href="#/diagram">Show all</a>}
      </div>
      <GraphCanvas nodes={nodes} edges={edges} focus={focus} label="Diagram of entities and relationships" />
    </div>
  );
}

/** `up` are entities that refer to one, `down` those it refers to: the drawing goes from many to one. */
function neighboursOf({ entities, edges }: SiteRelationships): Neighbours<number> {
  const up: number[][] = entities.map(() => []);
  const down: number[][] = entities.map(() => []);
  for (const { from, to } of edges) {
    if (from === to) continue;
    up[to]!.push(from);
    down[from]!.push(to);
  }
  return { up: (key) => up[key]!, down: (key) => down[key]! };
}

function startOf(
  { entities }: SiteRelationships,
  focus: string | undefined,
  neighbours: Neighbours<number>,
): ReadonlySet<number> {
  const focused = entities.findIndex(({ link }) => link[0] === focus);
  if (focused >= 0) return expandFrom([focused], 1, neighbours);
  const degree = (entity: number): number => neighbours.up(entity).length + neighbours.down(entity).length;
  const all = entities.map((_entity, i) => i).sort((a, b) => degree(b) - degree(a));
  return expandFrom(all.slice(0, MAX_ENTITIES), 0, neighbours);
}
