import { countText } from '../../../util/countText.js';
import type { FolderGraph } from '../data/folderGraph.js';
import type { Colouring } from '../graph/colours.js';
import { GraphCanvas } from '../graph/GraphCanvas.js';
import { addressOf } from '../routes.js';
import { createFolderNode } from './folderNode.js';

interface FolderDrawingProps {
  readonly graph: FolderGraph;
  readonly select: string;
  readonly exclude: string;
  readonly colouring: Colouring;
}

/** A selection that is too large to draw each resource: folders, each of which leads to what is in it. */
export function FolderDrawing({ graph, select, exclude, colouring }: FolderDrawingProps) {
  const { groups, edges } = graph;
  const count = groups.reduce((sum, { resources }) => sum + resources.length, 0);
  const nodes = groups.map((group) =>
    createFolderNode({
      group,
      colour: colouring.colourOf(group.resources[0]!),
      address: addressOf({ page: 'graph', select: within(select, group.selector), exclude }),
    }),
  );
  const lines = edges.map(({ from, to, count }) => ({
    from: groups[from]!.selector,
    to: groups[to]!.selector,
    label: String(count),
    title: `${count} times ${groups[to]!.name} reads ${groups[from]!.name}`,
  }));
  return (
    <>
      <div class="graph-status">
        <span>
          {countText(count, 'resource')} in {countText(groups.length, 'folder')}: too many to draw one by one.
          Open a folder, or narrow the selection.
        </span>
      </div>
      <GraphCanvas nodes={nodes} edges={lines} label="Graph of folders" />
    </>
  );
}

/** The part of a selection that is in the folder, too. */
function within(select: string, selector: string): string {
  const terms = select.trim().split(/\s+/).filter(Boolean);
  const narrowed = terms.map((term) => (selector.startsWith(`${term}/`) ? selector : `${term},${selector}`));
  return narrowed.length === 0 ? selector : narrowed.join(' ');
}
