import type { RunTask } from '../runner/types.js';
import { type CatalogEntry, catalogEntries, catalogKey } from './catalogTable.js';
import { type CatalogMember, catalogMembers, fetchCatalog } from './fetchCatalog.js';

export const CATALOG_SCHEMA = 'https://schemas.getdbt.com/dbt/catalog/v1.json';

/** catalog.json (v1) without its metadata. */
export interface Catalog {
  readonly nodes: Readonly<Record<string, CatalogEntry>>;
  readonly sources: Readonly<Record<string, CatalogEntry>>;
  /** Messages; null when nothing went wrong. */
  readonly errors: readonly string[] | null;
}

export const EMPTY_CATALOG: Catalog = { nodes: {}, sources: {}, errors: null };

/**
 * What the warehouse holds of the project, as catalog.json tells it: relations by the unique_id of their nodes and
 * sources, found whatever the case of their names. `selected` limits it to those ids.
 */
export async function createCatalog(
  task: RunTask,
  selected: ReadonlySet<string> | undefined,
): Promise<Catalog> {
  const members = catalogMembers(task).filter(({ node }) => selected?.has(node.unique_id) ?? true);
  if (members.length === 0) return EMPTY_CATALOG;
  const { rows, errors } = await fetchCatalog(task, members);
  const entries = catalogEntries(rows);
  return {
    nodes: entriesOf(members, entries, false),
    sources: entriesOf(members, entries, true),
    errors: errors.length === 0 ? null : errors.map((error) => error.message),
  };
}

/** Several nodes may share a relation; each gets its entry. */
function entriesOf(
  members: readonly CatalogMember[],
  entries: ReadonlyMap<string, CatalogEntry>,
  sources: boolean,
): Record<string, CatalogEntry> {
  const found: Record<string, CatalogEntry> = {};
  for (const { node, relation } of members) {
    if ((node.resource_type === 'source') !== sources) continue;
    const entry = entries.get(catalogKey(relation.database, relation.schema, relation.identifier));
    if (entry !== undefined) found[node.unique_id] = { ...entry, unique_id: node.unique_id };
  }
  return found;
}
