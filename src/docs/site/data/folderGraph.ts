import type { SiteModel } from './siteModel.js';

/** Resources of one folder (or package) as one box of a graph. */
export interface FolderGroup {
  readonly name: string;
  /** Selects what is in it. */
  readonly selector: string;
  readonly resources: readonly number[];
}

export interface FolderGraph {
  readonly groups: readonly FolderGroup[];
  /** Indexes of groups, and how many resources of one read such of the other. */
  readonly edges: readonly { readonly from: number; readonly to: number; readonly count: number }[];
}

/** More boxes than these do not fit on a screen. */
const MAX_GROUPS = 60;

/**
 * What is too much to draw, by folders: as deep as there are few enough of them to see. The other packages are one box
 * each, and so are sources and exposures of a folder, which lie at other ends of the graph than its models.
 */
export function createFolderGraph(
  model: SiteModel,
  resources: readonly number[],
  project: string,
): FolderGraph {
  let groups = groupsAt(1, model, resources, project);
  for (let depth = 2; ; depth++) {
    const finer = groupsAt(depth, model, resources, project);
    if (finer.length > MAX_GROUPS || (finer.length === groups.length && depth > 3)) break;
    groups = finer;
  }
  const groupOf = new Map(groups.flatMap((group, i) => group.resources.map((resource) => [resource, i])));
  const counts = new Map<string, { from: number; to: number; count: number }>();
  for (const resource of resources) {
    const to = groupOf.get(resource)!;
    for (const parent of model.index.parents[resource]!) {
      const from = groupOf.get(parent);
      if (from === undefined || from === to) continue;
      const key = `${from} ${to}`;
      const known = counts.get(key);
      if (known === undefined) counts.set(key, { from, to, count: 1 });
      else known.count++;
    }
  }
  return { groups, edges: [...counts.values()] };
}

const ENDS: ReadonlySet<string> = new Set(['source', 'exposure']);

function groupsAt(
  depth: number,
  model: SiteModel,
  resources: readonly number[],
  project: string,
): FolderGroup[] {
  const groups = new Map<string, { name: string; selector: string; resources: number[] }>();
  for (const resource of resources) {
    const { name, selector } = placeOf(resource, depth, model, project);
    const known = groups.get(selector);
    if (known === undefined) groups.set(selector, { name, selector, resources: [resource] });
    else known.resources.push(resource);
  }
  return [...groups.values()];
}

function placeOf(
  resource: number,
  depth: number,
  model: SiteModel,
  project: string,
): { name: string; selector: string } {
  const { packages, package: packageOf } = model.index;
  const packageName = packages[packageOf[resource]!]!;
  if (packageName !== project) return { name: `package ${packageName}`, selector: `package:${packageName}` };
  const folders = model.path(resource).split('/').slice(0, -1);
  const folder = folders.slice(0, depth).join('/');
  const type = model.typeOf(resource);
  const end = ENDS.has(type);
  const path = folder === '' ? `file:${model.index.file[resource]!}` : `path:${folder}`;
  return {
    name: end ? `${folder || '.'} · ${type}s` : folder || model.index.file[resource]!,
    selector: end ? `${path},resource_type:${type}` : path,
  };
}
