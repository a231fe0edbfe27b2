import { useEffect, useState } from 'preact/hooks';
import { addressOf } from '../routes.js';
import { TypeDot } from './TypeDot.js';
import { holds, type TreeFolder } from './treeData.js';

interface TreeProps {
  readonly root: TreeFolder;
  /** The resource that is open: its folders are unfolded. */
  readonly current: string | undefined;
  /** A folder of the first level that is unfolded, too. */
  readonly opened?: string | undefined;
}

/** A list inside of it beyond this length would slow the page down; the rest is a click away. */
const MAX_LINKS = 300;

export function Tree({ root, current, opened }: TreeProps) {
  return (
    <ul class="tree">
      <FolderContent folder={root} current={current} opened={opened} depth={0} />
    </ul>
  );
}

interface FolderContentProps {
  readonly folder: TreeFolder;
  readonly current: string | undefined;
  readonly opened?: string | undefined;
  readonly depth: number;
}

function FolderContent({ folder, current, opened, depth }: FolderContentProps) {
  const [all, setAll] = useState(false);
  const links = all ? folder.links : folder.links.slice(0, MAX_LINKS);
  return (
    <>
      {folder.folders.map((inner) => (
        <Folder
          key={inner.name}
          folder={inner}
          current={current}
          depth={depth}
          unfolded={folder.folders.length === 1 || inner.name === 'models' || inner.name === opened}
        />
      ))}
      {links.map(({ label, link, health }) => (
        <li key={link[0]}>
          <a
            class="tree-row tree-leaf"
            href={addressOf({ page: 'resource', id: link[0] })}
            aria-current={link[0] === current ? 'page' : undefined}
            style={{ paddingLeft: `${depth * 14 + 22}px` }}
          >
            <TypeDot type={link[2]} />
            <span class="tree-label">{label}</span>
            {health !== undefined && health !== 'pass' && (
              <span class={`health health-${health.replace(' ', '-')}`} title={`tests: ${health}`} />
            )}
          </a>
        </li>
      ))}
      {links.length < folder.links.length && (
        <li>
          <button type="button" class="tree-row" onClick={() => setAll(true)}>
            Show all {folder.links.length}
          </button>
        </li>
      )}
    </>
  );
}

interface FolderProps {
  readonly folder: TreeFolder;
  readonly current: string | undefined;
  readonly depth: number;
  /** At first: it has no siblings, so that there is no choice to leave to the reader, or it is what most look for. */
  readonly unfolded: boolean;
}

function Folder({ folder, current, depth, unfolded }: FolderProps) {
  const [open, setOpen] = useState(unfolded);
  useEffect(() => {
    if (current !== undefined && holds(folder, current)) setOpen(true);
  }, [current, folder]);
  return (
    <li>
      <button
        type="button"
        class="tree-row"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        style={{ paddingLeft: `${depth * 14 + 4}px` }}
      >
        <span class="twisty">{open ? '▾' : '▸'}</span>
        <span class="tree-label">{folder.name}</span>
        <span class="tree-count">{folder.count}</span>
      </button>
      {open && (
        <ul>
          <FolderContent folder={folder} current={current} depth={depth + 1} />
        </ul>
      )}
    </li>
  );
}
