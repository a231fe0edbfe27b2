import { useMemo, useState } from 'preact/hooks';
import { countText } from '../../../util/countText.js';
import type { SiteOverview } from '../../siteData.js';
import { Async } from '../components/Async.js';
import { Empty } from '../components/Empty.js';
import { useData } from '../components/useData.js';
import { createFolderGraph } from '../data/folderGraph.js';
import { loadModel } from '../data/loadModel.js';
import { type SelectedResources, selectResources } from '../data/selectResources.js';
import type { SiteModel } from '../data/siteModel.js';
import { type ColourBy, createColouring } from '../graph/colours.js';
import { GraphCanvas } from '../graph/GraphCanvas.js';
import { expandFrom, expandNode, MAX_SHOWN, type Neighbours, visibleGraph } from '../graph/neighbourhood.js';
import type { Route } from '../routes.js';
import { FolderDrawing } from './FolderDrawing.js';
import { GraphForm } from './GraphForm.js';
import { createGraphNode } from './graphNode.js';

type GraphRoute = Extract<Route, { page: 'graph' }>;

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
  const folders = useMemo(() => {
    if ('failure' in start || start.resources.length <= MAX_SHOWN) return undefined;
    const graph = createFolderGraph(model, start.resources, project);
    return graph.groups.length > 1 ? graph : undefined;
  }, [model, start, project]);
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
      ) : folders !== undefined ? (
        <FolderDrawing
          graph={folders}
          select={route.select ?? ''}
          exclude={route.exclude ?? ''}
          colouring={createColouring(model, colourBy)}
        />
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
  const [shown, setShown] = useState(() =>
    expandFrom(mostConnected(start.resources, neighbours), start.closed ? 0 : hops, neighbours),
  );
  const visible = visibleGraph(shown, neighbours);
  const colouring = createColouring(model, colourBy);
  const nodes = [...shown].map((resource) =>
    createGraphNode({
      model,
      resource,
      colour: colouring.colourOf(resource),
      hiddenUp: visible.hidden(resource, 'up'),
      hiddenDown: visible.hidden(resource, 'down'),
      onExpand: (direction) => setShown(expandNode(shown, resource, direction, neighbours)),
    }),
  );
  const edges = visible.edges.map(([from, to]) => ({ from: model.index.id[from]!, to: model.index.id[to]! }));
  return (
    <>
      <div class="graph-status">
        <span>{countText(shown.size, 'resource')}</span>
        {start.resources.length > MAX_SHOWN && (
          <span class="warning">
            {` Those of ${start.resources.length} selected that have most neighbours; narrow the selection to see the others.`}
          </span>
        )}
        {start.notes.map((note) => (
          <span key={note} class="warning">
            {note}
          </span>
        ))}
        <ul class="legend">
          {colouring.legend(shown).map(({ name, colour }) => (
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

/** As many as can be drawn; of more those that most others are connected to. */
function mostConnected(resources: readonly number[], neighbours: Neighbours<number>): readonly number[] {
  if (resources.length <= MAX_SHOWN) return resources;
  const degree = (resource: number): number =>
    neighbours.up(resource).length + neighbours.down(resource).length;
  return [...resources].sort((a, b) => degree(b) - degree(a)).slice(0, MAX_SHOWN);
}
