import {
  type Hop,
  type LineageColumn,
  type ProjectLineage,
  readersOf,
  refKey,
} from '../../analysis/lineage/projectLineage.js';
import type { SiteColumnLineage, SiteEdgeKind, SiteLineage, SiteLink } from '../siteData.js';
import { linkById, type MemberNode } from './members.js';
import type { SiteInput } from './siteInput.js';
import { createTable } from './table.js';

/** Makes the lineage records of resources; what reads a column is looked up once for the whole project. */
export function lineageRecorder(input: SiteInput): (node: MemberNode) => SiteLineage | undefined {
  const { lineage } = input;
  if (lineage === undefined) return () => undefined;
  const readers = readersOf(lineage);
  const reasons = new Map(lineage.coverage.unknownNodes.map(({ id, reason }) => [id, reason]));
  return (node) => recordOf(input, lineage, readers, reasons, node.unique_id);
}

function recordOf(
  input: SiteInput,
  lineage: ProjectLineage,
  allReaders: ReadonlyMap<string, readonly Hop[]>,
  reasons: ReadonlyMap<string, string>,
  id: string,
): SiteLineage | undefined {
  const own = lineage.columns.get(id);
  if (own === undefined) return undefined;
  const relations = createTable<SiteLink>();
  const relation = (unique: string): number => relations.add(linkById(input, unique));
  const influences = createTable<readonly (readonly [number, string, SiteEdgeKind])[]>();
  const readers: Record<string, (readonly [number, string, SiteEdgeKind])[]> = {};
  const influenced: Record<string, (readonly [number, SiteEdgeKind])[]> = {};
  const columns = [...own.values()].map((column) => {
    const key = column.name.toLowerCase();
    const hops = allReaders.get(refKey({ relation: id, column: column.name })) ?? [];
    const taking = hops.filter((hop) => hop.category === 'value');
    if (taking.length > 0)
      readers[key] = taking.map((hop) => [relation(hop.to.relation), hop.to.column, hop.kind] as const);
    const deciding = new Map<string, readonly [number, SiteEdgeKind]>();
    for (const { category, to, kind } of hops) {
      if (category === 'influence') deciding.set(`${to.relation} ${kind}`, [relation(to.relation), kind]);
    }
    if (deciding.size > 0) influenced[key] = [...deciding.values()];
    return columnRecord(column, relation, influences.add);
  });
  const unknown = reasons.get(id);
  return {
    id,
    ...(unknown !== undefined && { unknown }),
    relations: relations.values,
    columns,
    influences: influences.values,
    readers,
    influenced,
  };
}

function columnRecord(
  { name, value, influence, expression, unknown }: LineageColumn,
  relation: (id: string) => number,
  addInfluences: (edges: readonly (readonly [number, string, SiteEdgeKind])[]) => number,
): SiteColumnLineage {
  return {
    name,
    ...(expression !== undefined && { expression }),
    ...(unknown !== undefined && { unknown }),
    value: value.map((edge) => [relation(edge.relation), edge.column, edge.kind]),
    influence:
      influence.length === 0
        ? -1
        : addInfluences(influence.map((edge) => [relation(edge.relation), edge.column, edge.kind])),
  };
}
