import type { SiteEntity } from '../../siteData.js';
import { ExpandBadge } from '../graph/ExpandBadge.js';
import type { CanvasNode } from '../graph/GraphCanvas.js';
import { fitText } from '../graph/paths.js';
import { addressOf } from '../routes.js';

interface EntityNodeRequest {
  readonly entity: SiteEntity;
  readonly hiddenUp: number;
  readonly hiddenDown: number;
  readonly onExpand: (direction: 'up' | 'down') => void;
}

const WIDTH = 220;
const HEAD = 30;
const ROW = 20;
const SIGNS: Readonly<Record<SiteEntity['keys'][number]['role'], string>> = {
  primary: 'PK',
  foreign: 'FK',
  other: '',
};

function heightOf({ keys, columnCount }: SiteEntity): number {
  return HEAD + (keys.length + Number(columnCount > keys.length)) * ROW + 6;
}

/** How far below the middle of the box the row of a key is. */
export function keyOffset(entity: SiteEntity, column: string): number {
  const at = entity.keys.findIndex(({ name }) => name.toLowerCase() === column.toLowerCase());
  return at < 0 ? 0 : HEAD + (at + 0.5) * ROW + 1 - heightOf(entity) / 2;
}

/** An entity as a table of its keys; the other columns are a number. */
export function createEntityNode({ entity, hiddenUp, hiddenDown, onExpand }: EntityNodeRequest): CanvasNode {
  const { link, keys, columnCount } = entity;
  const [id, label] = link;
  const others = columnCount - keys.length;
  const height = heightOf(entity);
  return {
    id,
    width: WIDTH,
    height,
    content: (
      <>
        <rect class="box" width={WIDTH} height={height} rx={7} />
        <a href={addressOf({ page: 'resource', id })}>
          <path class="entity-head" d={`M0 ${HEAD}V7a7 7 0 0 1 7-7H${WIDTH - 7}a7 7 0 0 1 7 7V${HEAD}z`} />
          <text class="entity-name" x={12} y={20}>
            {fitText(label, WIDTH - 24)}
          </text>
        </a>
        {keys.map(({ name, type, role }, i) => (
          <a key={name} href={addressOf({ page: 'column', id, column: name })}>
            <text class="key-sign" x={12} y={HEAD + 15 + i * ROW}>
              {SIGNS[role]}
            </text>
            <text class="key-name" x={36} y={HEAD + 15 + i * ROW}>
              {fitText(name, 112)}
            </text>
            <text class="key-type" x={WIDTH - 10} y={HEAD + 15 + i * ROW}>
              {fitText(type, 64, 6)}
            </text>
          </a>
        ))}
        {others > 0 && (
          <text class="node-note" x={36} y={HEAD + 15 + keys.length * ROW}>
            {others} more {others === 1 ? 'column' : 'columns'}
          </text>
        )}
        <ExpandBadge
          x={0}
          y={15}
          count={hiddenUp}
          label={`entities that refer to ${label}`}
          onExpand={() => onExpand('up')}
        />
        <ExpandBadge
          x={WIDTH}
          y={15}
          count={hiddenDown}
          label={`entities that ${label} refers to`}
          onExpand={() => onExpand('down')}
        />
      </>
    ),
  };
}
