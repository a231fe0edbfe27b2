import type { ProjectAnalysis } from '../analyzeProject.js';
import type { ColumnRef, InfluenceEdge, ValueEdge } from '../types.js';
import type { ColumnTrace, Direction, Hop, LineageColumn, LineageRecord, ProjectLineage } from './types.js';

export type {
  ColumnTrace,
  Direction,
  Hop,
  LineageColumn,
  LineageCoverage,
  LineageRecord,
  ProjectLineage,
} from './types.js';

const TRACED = new Set(['model', 'snapshot', 'seed', 'source']);

/** Column lineage of all models, snapshots, seeds and sources. */
export function createProjectLineage(analysis: ProjectAnalysis): ProjectLineage {
  const columns = new Map<string, Map<string, LineageColumn>>();
  const unknownNodes: { id: string; reason: string }[] = [];
  for (const { node, relation, lineage, unknown, problem } of analysis.values()) {
    if (!TRACED.has(node.resource_type)) continue;
    const own = new Map<string, LineageColumn>();
    const reason = problem?.message ?? lineage?.unknown ?? unknown;
    if (reason !== undefined) unknownNodes.push({ id: node.unique_id, reason });
    for (const column of lineage?.columns ?? []) {
      const doubt = column.unknown ?? lineage?.unknown;
      const type = relation?.columns.find((each) => sameName(each.name, column.name))?.type ?? null;
      own.set(column.name.toLowerCase(), {
        ...column,
        node: node.unique_id,
        type,
        ...(doubt !== undefined && { unknown: doubt }),
      });
    }
    for (const { name, type } of relation?.columns ?? []) {
      const key = name.toLowerCase();
      if (!own.has(key)) own.set(key, { name, type, node: node.unique_id, value: [], influence: [] });
    }
    columns.set(node.unique_id, own);
  }
  addSourcesByRelation(analysis, columns);
  const all = [...columns.values()].flatMap((own) => [...own.values()]);
  return {
    columns,
    coverage: {
      columns: all.length,
      known: all.filter((column) => column.unknown === undefined).length,
      unknownNodes,
    },
  };
}

/** A source over a seed or model of the project: its columns are copies of that one's. */
function addSourcesByRelation(
  analysis: ProjectAnalysis,
  columns: Map<string, Map<string, LineageColumn>>,
): void {
  const makers = new Map<string, string>();
  for (const { node, relation } of analysis.values()) {
    if (relation !== undefined && node.resource_type !== 'source')
      makers.set(relationText(relation.name), node.unique_id);
  }
  for (const { node, relation } of analysis.values()) {
    if (node.resource_type !== 'source' || relation === undefined) continue;
    const maker = makers.get(relationText(relation.name));
    const own = columns.get(node.unique_id);
    if (maker === undefined || own === undefined) continue;
    for (const [key, column] of own)
      own.set(key, { ...column, value: [{ relation: maker, column: column.name, kind: 'copied' }] });
  }
}

const relationText = (name: object): string => JSON.stringify(Object.values(name)).toLowerCase();
const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/**
 * All hops that can be reached from a column. Value edges are followed on and on; influence is told for the column asked
 * about and for those its value comes from, not followed further.
 */
export function traceColumn(
  lineage: ProjectLineage,
  start: LineageColumn,
  directions: ReadonlySet<Direction>,
): ColumnTrace {
  const hops = new Map<string, Hop>();
  const add = (hop: Hop): void => {
    hops.set(JSON.stringify(hop), hop);
  };
  if (directions.has('upstream')) {
    walk(start, (column) => {
      for (const hop of hopsInto(column)) add(hop);
      return column.value.map((edge) => findColumn(lineage, edge.relation, edge.column));
    });
  }
  if (directions.has('downstream')) {
    const readers = readersOf(lineage);
    walk(start, (column) => {
      const out = readers.get(refKey({ relation: column.node, column: column.name })) ?? [];
      for (const hop of out) add(hop);
      return out
        .filter((hop) => hop.category === 'value')
        .map((hop) => findColumn(lineage, hop.to.relation, hop.to.column));
    });
  }
  return { column: start, hops: [...hops.values()] };
}

function walk(
  start: LineageColumn,
  next: (column: LineageColumn) => readonly (LineageColumn | undefined)[],
): void {
  const seen = new Set<LineageColumn>([start]);
  for (const column of seen) for (const other of next(column)) if (other !== undefined) seen.add(other);
}

export function hopsInto(column: LineageColumn): Hop[] {
  const to = { relation: column.node, column: column.name };
  const hop = (edge: ValueEdge | InfluenceEdge, category: Hop['category']): Hop => ({
    from: { relation: edge.relation, column: edge.column },
    to,
    kind: edge.kind,
    category,
  });
  return [
    ...column.value.map((edge) => hop(edge, 'value')),
    ...column.influence.map((edge) => hop(edge, 'influence')),
  ];
}

export function readersOf(lineage: ProjectLineage): Map<string, Hop[]> {
  const readers = new Map<string, Hop[]>();
  for (const own of lineage.columns.values()) {
    for (const column of own.values()) {
      for (const hop of hopsInto(column)) {
        const key = refKey(hop.from);
        const known = readers.get(key);
        if (known === undefined) readers.set(key, [hop]);
        else known.push(hop);
      }
    }
  }
  return readers;
}

export function refKey({ relation, column }: ColumnRef): string {
  return `${relation}\0${column.toLowerCase()}`;
}

export function findColumn(lineage: ProjectLineage, node: string, name: string): LineageColumn | undefined {
  return lineage.columns.get(node)?.get(name.toLowerCase());
}

/** What is written to column_lineage.json. */
export function lineageRecord(lineage: ProjectLineage): LineageRecord {
  const nodes: Record<string, LineageRecord['nodes'][string]> = {};
  for (const [id, own] of lineage.columns) {
    nodes[id] = {
      columns: Object.fromEntries(
        [...own.values()].map(({ node: _node, ...column }) => [column.name, column]),
      ),
    };
  }
  return { coverage: lineage.coverage, nodes };
}
