import { PACKAGES_FOLDER, type SiteLink } from '../../siteData.js';
import type { SiteModel } from '../data/siteModel.js';

export interface TreeFolder {
  readonly name: string;
  readonly folders: readonly TreeFolder[];
  readonly links: readonly { readonly label: string; readonly link: SiteLink; readonly health?: string }[];
  /** Resources in it, at any depth. */
  readonly count: number;
}

interface Draft {
  readonly name: string;
  readonly folders: Map<string, Draft>;
  readonly links: TreeFolder['links'][number][];
  count: number;
}

/** Folders and resources of the project, and of the packages that it uses. */
export function projectTree(model: SiteModel, project: string): TreeFolder {
  const { index } = model;
  return buildTree(model, (i) => {
    const folder = index.folders[index.folder[i]!]!;
    const path = folder === '.' ? [] : folder.split('/');
    const owner = index.packages[index.package[i]!]!;
    return { path: owner === project ? path : [PACKAGES_FOLDER, owner, ...path], label: index.label[i]! };
  });
}

/** Databases, schemas, relations. */
export function databaseTree(model: SiteModel): TreeFolder {
  const { index } = model;
  return buildTree(model, (i) => {
    if (index.schema[i] === -1) return undefined;
    const [database, schema] = index.schemas[index.schema[i]!]!;
    return {
      path: [database, schema].filter((part) => part !== ''),
      label: index.identifier[i] ?? index.label[i]!,
    };
  });
}

function buildTree(
  model: SiteModel,
  placeOf: (resource: number) => { path: readonly string[]; label: string } | undefined,
): TreeFolder {
  const root = draft('');
  for (let i = 0; i < model.size; i++) {
    const place = model.hidden.has(i) ? undefined : placeOf(i);
    if (place === undefined) continue;
    let at = root;
    at.count++;
    for (const part of place.path) {
      let next = at.folders.get(part);
      if (next === undefined) {
        next = draft(part);
        at.folders.set(part, next);
      }
      next.count++;
      at = next;
    }
    at.links.push({ label: place.label, link: model.link(i), health: model.index.health[i] });
  }
  return finish(root);
}

function draft(name: string): Draft {
  return { name, folders: new Map(), links: [], count: 0 };
}

function finish({ name, folders, links, count }: Draft): TreeFolder {
  return {
    name,
    folders: [...folders.values()]
      .map(finish)
      .sort(
        (a, b) =>
          Number(a.name === PACKAGES_FOLDER) - Number(b.name === PACKAGES_FOLDER) ||
          a.name.localeCompare(b.name),
      ),
    links: links.sort((a, b) => a.label.localeCompare(b.label)),
    count,
  };
}

/** Does the folder hold the resource, at any depth? */
export function holds(folder: TreeFolder, id: string): boolean {
  return folder.links.some(({ link }) => link[0] === id) || folder.folders.some((inner) => holds(inner, id));
}
