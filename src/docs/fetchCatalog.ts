import type { Relation } from '../adapters/relation.js';
import { AgateTable, emptyTable } from '../adapters/table.js';
import { nodeRelation, sourceRelation } from '../context/nodeRelation.js';
import { errorsOf, type XformError } from '../errors/error.js';
import type { Value } from '../jinja/values/types.js';
import type { ManifestNode, SourceDefinition } from '../manifest/types.js';
import { connect } from '../runner/connect.js';
import { isEphemeral, isRelational } from '../runner/nodeKinds.js';
import type { RunTask } from '../runner/types.js';
import { type CatalogRow, catalogKey, catalogRows } from './catalogTable.js';

/** A node or source of the catalog and where it is. */
export interface CatalogMember {
  readonly node: ManifestNode | SourceDefinition;
  readonly relation: Relation;
}

export interface FetchedCatalog {
  readonly rows: readonly CatalogRow[];
  /** What went wrong; the other databases' rows are there all the same. */
  readonly errors: readonly XformError[];
}

/** Longer lists of relations are asked for schema by schema: a condition for each would be slower. */
const MAX_RELATIONS = 100;

/** Everything that has a relation: models, seeds, snapshots, sources, and tests that keep their failures. */
export function catalogMembers({ parsed }: RunTask): CatalogMember[] {
  const { project, manifest } = parsed;
  const nodes = Object.values(manifest.nodes).filter(
    (node) =>
      (isRelational(node) && !isEphemeral(node)) || (node.resource_type === 'test' && node.relation_name),
  );
  return [
    ...nodes.map((node) => ({ node, relation: nodeRelation(project, node) })),
    ...Object.values(manifest.sources).map((node) => ({ node, relation: sourceRelation(project, node) })),
  ];
}

/**
 * Columns, types and comments of the relations of `members`, by the engine's macros get_catalog_relations or
 * get_catalog, one call a database; rows of other relations are left out.
 */
export async function fetchCatalog(
  task: RunTask,
  members: readonly CatalogMember[],
): Promise<FetchedCatalog> {
  const wanted = new Set(members.map(({ relation }) => keyOf(relation)));
  const rows: CatalogRow[] = [];
  const errors: XformError[] = [];
  for (const relations of byDatabase(members).values()) {
    try {
      const found = catalogRows(await callCatalogMacro(task, relations, members.length));
      for (const row of found) {
        const key = catalogKey(row['table_database'], row['table_schema'], row['table_name']);
        if (wanted.has(key)) rows.push(row);
      }
    } catch (error) {
      errors.push(...errorsOf(error));
    }
  }
  return { rows, errors };
}

function keyOf({ database, schema, identifier }: Relation): string {
  return catalogKey(database, schema, identifier);
}

function byDatabase(members: readonly CatalogMember[]): Map<string, Relation[]> {
  const groups = new Map<string, Relation[]>();
  for (const { relation } of members) {
    const key = (relation.database ?? '').toLowerCase();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [relation]);
    else group.push(relation);
  }
  return groups;
}

async function callCatalogMacro(
  task: RunTask,
  relations: readonly Relation[],
  total: number,
): Promise<AgateTable> {
  const byRelation =
    task.runtime.dialect.capabilities['SchemaMetadataByRelations'] === 'Full' && total <= MAX_RELATIONS;
  const [macro, listed]: [string, Value[]] = byRelation
    ? ['get_catalog_relations', [...relations]]
    : ['get_catalog', [...new Set(relations.map(({ schema }) => (schema ?? '').toLowerCase()))]];
  const informationSchema = relations[0]!.informationSchema();
  const slot = connect(task, 'catalog');
  try {
    const table: Value = await slot.callMacro(macro, [informationSchema, listed]);
    return table instanceof AgateTable ? table : emptyTable();
  } finally {
    await slot.release();
  }
}
