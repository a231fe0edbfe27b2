import type { SiteIndex, SiteLink } from '../../siteData.js';

/** The index with what is derived from it. Resources are numbers here: their place in the index. */
export interface SiteModel {
  readonly index: SiteIndex;
  readonly size: number;
  readonly children: readonly (readonly number[])[];
  readonly hidden: ReadonlySet<number>;
  find(id: string): number | undefined;
  typeOf(resource: number): string;
  link(resource: number): SiteLink;
  path(resource: number): string;
}

export function createModel(index: SiteIndex): SiteModel {
  const size = index.id.length;
  const byId = new Map(index.id.map((id, i) => [id, i]));
  const children: number[][] = Array.from({ length: size }, () => []);
  index.parents.forEach((parents, child) => {
    for (const parent of parents) children[parent]!.push(child);
  });
  const typeOf = (resource: number): string => index.types[index.type[resource]!]!;
  return {
    index,
    size,
    children,
    hidden: new Set(index.hidden),
    find: (id) => byId.get(id),
    typeOf,
    link: (resource) => [index.id[resource]!, index.label[resource]!, typeOf(resource)],
    path: (resource) => {
      const folder = index.folders[index.folder[resource]!]!;
      return folder === '.' ? index.file[resource]! : `${folder}/${index.file[resource]!}`;
    },
  };
}
