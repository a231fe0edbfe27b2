import { countText } from '../../../util/countText.js';
import type { FolderGroup } from '../data/folderGraph.js';
import type { CanvasNode } from '../graph/GraphCanvas.js';
import { fitText } from '../graph/paths.js';
import { StripedBox } from '../graph/StripedBox.js';

interface FolderNodeRequest {
  readonly group: FolderGroup;
  readonly colour: string;
  readonly address: string;
}

const WIDTH = 220;
const HEIGHT = 48;

/** A folder as a box of the graph: a link to the graph of what is in it. */
export function createFolderNode({ group, colour, address }: FolderNodeRequest): CanvasNode {
  const { name, selector, resources } = group;
  const count = countText(resources.length, 'resource');
  return {
    id: selector,
    width: WIDTH,
    height: HEIGHT,
    content: (
      <a href={address} aria-label={`${name}: ${count}`}>
        <title>{selector}</title>
        <StripedBox width={WIDTH} height={HEIGHT} colour={colour} />
        <text class="node-label" x={16} y={21}>
          {fitText(name, WIDTH - 28)}
        </text>
        <text class="node-note" x={16} y={37}>
          {count}
        </text>
      </a>
    ),
  };
}
