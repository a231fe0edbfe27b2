import { useState } from 'preact/hooks';
import type { SiteOverview } from '../../siteData.js';
import { loadModel } from '../data/loadModel.js';
import { Async } from './Async.js';
import { Tree } from './Tree.js';
import { databaseTree, projectTree } from './treeData.js';
import { useData } from './useData.js';

interface SidebarProps {
  readonly overview: SiteOverview;
  readonly current: string | undefined;
}

/** The project by folders, or the database by schemas. In a large project it is loaded when somebody looks into it. */
export function Sidebar({ overview, current }: SidebarProps) {
  const [view, setView] = useState<'project' | 'database'>('project');
  const [wanted, setWanted] = useState<boolean | string>(overview.small);
  const choose = (next: 'project' | 'database'): void => {
    setView(next);
    if (next === 'database' && wanted === false) setWanted(true);
  };
  return (
    <>
      <div class="tabs" role="tablist" aria-label="Tree">
        {(['project', 'database'] as const).map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            aria-selected={view === name}
            onClick={() => choose(name)}
          >
            {name === 'project' ? 'Project' : 'Database'}
          </button>
        ))}
      </div>
      {wanted !== false ? (
        <LoadedTree
          project={overview.project}
          view={view}
          current={current}
          opened={wanted === true ? undefined : wanted}
        />
      ) : (
        <ul class="tree">
          {overview.folders.map(({ name, count }) => (
            <li key={name}>
              <button type="button" class="tree-row" onClick={() => setWanted(name)}>
                <span class="twisty">▸</span>
                <span class="tree-label">{name}</span>
                <span class="tree-count">{count}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

interface LoadedTreeProps {
  readonly project: string;
  readonly view: 'project' | 'database';
  readonly current: string | undefined;
  /** The folder whose opening made the tree load. */
  readonly opened: string | undefined;
}

function LoadedTree({ project, view, current, opened }: LoadedTreeProps) {
  const trees = useData(async () => {
    const model = await loadModel();
    return { project: projectTree(model, project), database: databaseTree(model) };
  }, []);
  return (
    <Async of={trees}>
      {(value) => <Tree key={view} root={value[view]} current={current} opened={opened} />}
    </Async>
  );
}
