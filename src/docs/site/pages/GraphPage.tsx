import { useMemo, useState } from 'preact/hooks';
import type { SiteOverview } from '../../siteData.js';
import { Async } from '../components/Async.js';
import { Empty } from '../components/Empty.js';
import { countText } from '../components/formats.js';
import { useData } from '../components/useData.js';
import { loadModel } from '../data/loadModel.js';
import { type SelectedResources, selectResources } from '../data/selectResources.js';
import type { SiteModel } from '../data/siteModel.js';
import { type ColourBy, createColouring } from '../graph/colours.js';
import { GraphCanvas } from '../graph/GraphCanvas.js';
import { expandFrom, expandNode, type Neighbours, visibleGraph } from '../graph/neighbourhood.js';
import type { Route } from '../routes.js';
import { GraphForm } from './GraphForm.js';
import { createGraphNode } from './graphNode.js';

type GraphRoute = Extract<Route, { page: 'graph' }>;

/** More boxes than these cannot be read, and take long to lay out. */
const MAX_NODES = 400;

export function GraphPage({ route, overview }: { route: GraphRoute; overview: SiteOverview }) {
  const model = useData(loadModel, []);
  return (
    <Async of={model}>
      {(value) => (
        <Graph key={JSON.stringify(route)} model={value} route={route} project={overview.project} />
      )}
    </Async>
  );
}

interface GraphProps {
  readonly model: SiteModel;
  readonly route: GraphRoute;
  readonly project: string;
}

function Graph({ model, route, project }: GraphProps) {
  const [hops, setHops] = useState(1);
  const [colourBy, setColourBy] = useState<ColourBy>('layer');
  const start = useMemo(() => startOf(model, route, project), [model, route, project]);
  return (
    <div class="graph-page">
      <GraphForm
        route={route}
        hops={hops}
        onHops={setHops}
        colourBy={colourBy}
        onColourBy={setColourBy}
        groups={model.index.groups.length > 0}
      />
      {'failure' in start ? (
        <Empty title="The selection is not valid">{start.failure}</Empty>
      ) : start.resources.length === 0 ? (
        <Empty title="Nothing is selected">{start.notes.join(' ')}</Empty>
      ) : (
        <Drawing key={hops} model={model} start={start} hops={hops} colourBy={colourBy} focus={route.focus} />
      )}
    </div>
  );
}

interface Start extends SelectedResources {
  /** Neighbours of what was selected are not wanted unless asked for. */
  readonly closed: boolean;
}

function startOf(model: SiteModel, route: GraphRoute, project: string): Start | { readonly failure: string } {
  const { focus, select, exclude } = route;
  const focused = focus === undefined ? undefined : model.find(focus);
  if (focused !== undefined && select === undefined)
    return { resources: [focused], notes: [], closed: false };
  if (focus !== undefined && focused === undefined)
    return { failure: `${focus} is not part of the project.` };
  try {
    const { resources, notes } = selectResources(model, project, select ?? '', exclude ?? '');
    const wanted = select === undefined ? resources.filter((each) => isDrawn(model, each)) : resources;
    return { resources: wanted, notes, closed: true };
  } catch (error) {
    const { message, hint } = error as Error & { hint?: string };
    return { failure: [message, hint].filter(Boolean).join('. ') };
  }
}

/** Tests are shown when they are asked for; on the whole project they would hide the rest. */
const LEFT_OUT = new Set(['test', 'unit_test', 'analysis', 'macro']);

function isDrawn(model: SiteModel, resource: number): boolean {
  return !LEFT_OUT.has(model.typeOf(resource));
}

interface DrawingProps {
  readonly model: SiteModel;
  readonly start: Start;
  readonly hops: number;
  readonly colourBy: ColourBy;
  readonly focus: string | undefined;
}

function Drawing({ model, start, hops, colourBy, focus }: DrawingProps) {
  const neighbours = useMemo((): Neighbours<number> => {
    const chosen = new Set(start.resources);
    const shown = (list: readonly number[] | undefined): number[] =>
      (list ?? []).filter((each) => !model.hidden.has(each) && (isDrawn(model, each) || chosen.has(each)));
    return { up: (key) => shown(model.index.parents[key]), down: (key) => shown(model.children[key]) };
  }, [model, start]);
  const first = start.resources.slice(0, MAX_NODES);
  const [expansion, setExpansion] = useState(() => expandFrom(first, start.closed ? 0 : hops, neighbours));
  const visible = visibleGraph(expansion, neighbours);
  const colouring = createColouring(model, colourBy);
  const nodes = [...visible.keys].map((resource) =>
    createGraphNode({
      model,
      resource,
      colour: colouring.colourOf(resource),
      hiddenUp: visible.hidden(resource, 'up'),
      hiddenDown: visible.hidden(resource, 'down'),
      onExpand: (direction) => setExpansion(expandNode(expansion, resource, direction)),
    }),
  );
  const edges = visible.edges.map(([from, to]) => ({ from: model.index.id[from]!, to: model.index.id[to]! }));
  return (
    <>
      <div class="graph-status">
        <span>{countText(visible.keys.size, 'resource')}</span>
        {first.length < start.resources.length && (
          <span class="warning">
            {` The first ${MAX_NODES} of ${start.resources.length} selected; narrow the selection to see the others.`}
          </span>
        )}
        {start.notes.map((note) => (
          <span key={note} class="warning">
            {note}
          </span>
        ))}
        <ul class="legend">
          {colouring.legend(visible.keys).map(({ name, colour }) => (
            <li key={name}>
              <span class="swatch" style={{ background: colour }} />
              {name}
            </li>
          ))}
        </ul>
      </div>
      <GraphCanvas nodes={nodes} edges={edges} focus={focus} label="Graph of resources" />
    </>
  );
}
