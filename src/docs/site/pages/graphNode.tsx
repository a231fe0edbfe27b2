import { typeName } from '../components/TypeDot.js';
import type { SiteModel } from '../data/siteModel.js';
import { ExpandBadge } from '../graph/ExpandBadge.js';
import type { CanvasNode } from '../graph/GraphCanvas.js';
import { fitText } from '../graph/paths.js';
import { StripedBox } from '../graph/StripedBox.js';
import { addressOf } from '../routes.js';

interface GraphNodeRequest {
  readonly model: SiteModel;
  readonly resource: number;
  readonly colour: string;
  readonly hiddenUp: number;
  readonly hiddenDown: number;
  readonly onExpand: (direction: 'up' | 'down') => void;
}

const WIDTH = 196;
const HEIGHT = 44;

/** A resource as a box of the graph: a link to its page, with badges for neighbours that are not shown. */
export function createGraphNode(request: GraphNodeRequest): CanvasNode {
  const { model, resource, colour, hiddenUp, hiddenDown, onExpand } = request;
  const [id, label, type] = model.link(resource);
  const health = model.index.health[resource];
  const bad = health !== undefined && health !== 'pass' && health !== 'success';
  return {
    id,
    width: WIDTH,
    height: HEIGHT,
    content: (
      <>
        <a href={addressOf({ page: 'resource', id })} aria-label={`${typeName(type)} ${label}`}>
          <title>{`${id}\n${model.path(resource)}`}</title>
          <StripedBox width={WIDTH} height={HEIGHT} colour={colour} />
          <text class="node-label" x={16} y={19}>
            {fitText(label, WIDTH - 24)}
          </text>
          <text class="node-note" x={16} y={34}>
            {typeName(type)}
            {bad && ` · tests: ${health}`}
          </text>
        </a>
        <a
          class="node-focus"
          href={addressOf({ page: 'graph', focus: id })}
          aria-label={`Centre on ${label}`}
        >
          <title>Centre on it</title>
          <circle cx={WIDTH - 14} cy={HEIGHT - 13} r={8} />
          <text x={WIDTH - 14} y={HEIGHT - 9.5}>
            ◎
          </text>
        </a>
        <ExpandBadge
          x={0}
          y={HEIGHT / 2}
          count={hiddenUp}
          label={`parents of ${label}`}
          onExpand={() => onExpand('up')}
        />
        <ExpandBadge
          x={WIDTH}
          y={HEIGHT / 2}
          count={hiddenDown}
          label={`children of ${label}`}
          onExpand={() => onExpand('down')}
        />
      </>
    ),
  };
}
