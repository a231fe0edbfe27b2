import type { ColumnNode } from '../data/columnGraph.js';
import { ExpandBadge } from '../graph/ExpandBadge.js';
import type { CanvasNode } from '../graph/GraphCanvas.js';
import { fitText } from '../graph/paths.js';
import { addressOf } from '../routes.js';

interface ColumnNodeRequest {
  readonly node: ColumnNode;
  readonly hiddenUp: number;
  readonly hiddenDown: number;
  readonly onExpand: (direction: 'up' | 'down') => void;
}

const WIDTH = 230;

/** A column as a box: its resource, its name, and the expression that makes it. */
export function createColumnNode({ node, hiddenUp, hiddenDown, onExpand }: ColumnNodeRequest): CanvasNode {
  const { key, name, link, lineage, unknown } = node;
  const [id, label, type] = link;
  const note = unknown !== undefined ? `unknown: ${unknown}` : lineage?.expression;
  const height = note === undefined ? 44 : 60;
  return {
    id: key,
    width: WIDTH,
    height,
    content: (
      <>
        <a
          class={unknown === undefined ? undefined : 'unknown'}
          href={addressOf({ page: 'column', id, column: name })}
          aria-label={`column ${name} of ${label}`}
        >
          <title>{note === undefined ? `${label}.${name}` : `${label}.${name}\n${note}`}</title>
          <rect class="box" width={WIDTH} height={height} rx={7} />
          <path class={`stripe fill-${type}`} d={`M7 0H5a5 5 0 0 0-5 5V${height - 5}a5 5 0 0 0 5 5h2z`} />
          <text class="node-note" x={16} y={17}>
            {fitText(label, WIDTH - 26, 6)}
          </text>
          <text class="node-label" x={16} y={34}>
            {fitText(name, WIDTH - 26)}
          </text>
          {note !== undefined && (
            <text class="node-code" x={16} y={51}>
              {fitText(note.replace(/\s+/g, ' '), WIDTH - 26, 6.1)}
            </text>
          )}
        </a>
        <ExpandBadge
          x={0}
          y={height / 2}
          count={hiddenUp}
          label={`sources of ${name}`}
          onExpand={() => onExpand('up')}
        />
        <ExpandBadge
          x={WIDTH}
          y={height / 2}
          count={hiddenDown}
          label={`columns made from ${name}`}
          onExpand={() => onExpand('down')}
        />
      </>
    ),
  };
}
