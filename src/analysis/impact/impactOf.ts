import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Graph } from '../../graph/graph.js';
import type { Exposure, GraphNode, Group, Manifest, ManifestNode, TestNode } from '../../manifest/types.js';
import { type LineageColumn, type ProjectLineage, readersOf, refKey } from '../lineage/projectLineage.js';
import type { ColumnRef } from '../types.js';

export type ColumnChangeKind = 'added' | 'removed' | 'retyped' | 'changed';

export interface ColumnChange {
  readonly column: string;
  readonly kind: ColumnChangeKind;
  readonly detail?: string;
  readonly breaking: boolean;
  /** Columns whose value comes of it, here or (for a removed one) before. */
  readonly downstream: readonly ColumnRef[];
}

export interface NodeChange {
  readonly id: string;
  readonly name: string;
  readonly kind: 'added' | 'removed' | 'modified';
  readonly file: string;
  readonly columns: readonly ColumnChange[];
  /** The columns before are not known, so changes of columns are not told. */
  readonly columnsUnknown?: string;
  /** Its SQL is no longer valid. */
  readonly problem?: string;
  readonly breaking: boolean;
  readonly downstream: {
    readonly models: readonly string[];
    readonly tests: readonly string[];
    readonly exposures: readonly string[];
    readonly owners: readonly string[];
  };
}

export interface Impact {
  readonly changes: readonly NodeChange[];
  readonly breaking: boolean;
}

/** Columns as an earlier `xform lineage` wrote them; undefined when it did not. */
export type FormerColumns = ReadonlyMap<string, ReadonlyMap<string, LineageColumn>>;

export function loadFormerColumns(folder: string): FormerColumns | undefined {
  const path = join(folder, 'column_lineage.json');
  if (!existsSync(path)) return undefined;
  const { nodes } = JSON.parse(readFileSync(path, 'utf8')) as {
    nodes: Record<string, { columns: Record<string, Omit<LineageColumn, 'node'>> }>;
  };
  return new Map(
    Object.entries(nodes).map(([id, { columns }]) => [
      id,
      new Map(Object.values(columns).map((column) => [column.name.toLowerCase(), { ...column, node: id }])),
    ]),
  );
}

export interface ImpactInput {
  readonly manifest: Manifest;
  readonly graph: Graph;
  readonly lineage: ProjectLineage;
  readonly formerManifest: Manifest;
  readonly formerColumns?: FormerColumns;
  /** What the engine says against a node's SQL as it is now; undefined when nothing. */
  readonly problemOf: (id: string) => string | undefined;
}

const COMPARED = new Set(['model', 'seed', 'snapshot']);

/** What changed since the former state, and what that reaches. */
export function impactOf(input: ImpactInput): Impact {
  const { manifest, formerManifest } = input;
  const ids = new Set([...Object.keys(manifest.nodes), ...Object.keys(formerManifest.nodes)]);
  const formerLineage: ProjectLineage | undefined = input.formerColumns && {
    columns: input.formerColumns,
    coverage: input.lineage.coverage,
  };
  const readers = [readersOf(input.lineage), ...(formerLineage ? [readersOf(formerLineage)] : [])];
  const reach = (node: string, column: string): ColumnRef[] => {
    const seen = new Map<string, ColumnRef>();
    const queue: ColumnRef[] = [{ relation: node, column }];
    for (const at of queue) {
      for (const hop of readers.flatMap((each) => each.get(refKey(at)) ?? [])) {
        if (seen.has(refKey(hop.to)) || refKey(hop.to) === refKey(queue[0]!)) continue;
        seen.set(refKey(hop.to), hop.to);
        if (hop.category === 'value') queue.push(hop.to);
      }
    }
    return [...seen.values()];
  };
  const changes: NodeChange[] = [];
  for (const id of [...ids].sort()) {
    const [now, before] = [manifest.nodes[id], formerManifest.nodes[id]];
    const node = (now ?? before)!;
    if (!COMPARED.has(node.resource_type)) continue;
    const columns = columnChanges(id, input, reach);
    const kind = now === undefined ? 'removed' : before === undefined ? 'added' : 'modified';
    const problem = input.problemOf(id);
    if (kind === 'modified' && !textChanged(now!, before!) && columns.length === 0 && problem === undefined)
      continue;
    const downstream = downstreamOf(
      id,
      kind === 'removed' ? undefined : input.graph,
      kind === 'removed' ? formerManifest : manifest,
    );
    const unknown = unknownColumns(id, kind, input);
    changes.push({
      id,
      name: node.name,
      kind,
      file: node.original_file_path,
      columns,
      ...(unknown !== undefined && { columnsUnknown: unknown }),
      ...(problem !== undefined && { problem }),
      breaking: kind === 'removed' || problem !== undefined || columns.some((column) => column.breaking),
      downstream,
    });
  }
  return { changes, breaking: changes.some((change) => change.breaking) };
}

function textChanged(now: ManifestNode, before: ManifestNode): boolean {
  return now.checksum.checksum !== before.checksum.checksum;
}

function unknownColumns(
  id: string,
  kind: NodeChange['kind'],
  { formerColumns, lineage }: ImpactInput,
): string | undefined {
  if (kind !== 'modified') return undefined;
  if (formerColumns?.has(id) !== true)
    return 'the former state has no column_lineage.json with it (written by `xform lineage`)';
  return lineage.coverage.unknownNodes.find((node) => node.id === id)?.reason;
}

function columnChanges(
  id: string,
  { lineage, formerColumns }: ImpactInput,
  reach: (node: string, column: string) => ColumnRef[],
): ColumnChange[] {
  const [now, before] = [lineage.columns.get(id), formerColumns?.get(id)];
  // Without both sides nothing can be told; a node whose columns are not known has none.
  if (now === undefined || before === undefined || now.size === 0 || before.size === 0) return [];
  const change = (
    column: string,
    kind: ColumnChangeKind,
    breaking: boolean,
    detail?: string,
  ): ColumnChange => ({
    column,
    kind,
    breaking,
    ...(detail !== undefined && { detail }),
    downstream: reach(id, column),
  });
  const changes: ColumnChange[] = [];
  for (const [key, former] of before) {
    const current = now.get(key);
    if (current === undefined) changes.push(change(former.name, 'removed', true));
    else if (current.type !== null && former.type !== null && current.type !== former.type) {
      changes.push(change(current.name, 'retyped', true, `${former.type} is now ${current.type}`));
    } else if (
      current.unknown === undefined &&
      former.unknown === undefined &&
      logicOf(current) !== logicOf(former)
    ) {
      const detail =
        current.expression === former.expression
          ? undefined
          : `${former.expression ?? 'a copy'} is now ${current.expression ?? 'a copy'}`;
      changes.push(change(current.name, 'changed', false, detail));
    }
  }
  for (const [key, current] of now) if (!before.has(key)) changes.push(change(current.name, 'added', false));
  return changes;
}

/** What a column is made of; the rows are left out, they would change all columns alike. */
function logicOf({ expression, value }: LineageColumn): string {
  return JSON.stringify([expression ?? null, value.map((edge) => `${edge.kind} ${refKey(edge)}`).sort()]);
}

function downstreamOf(id: string, graph: Graph | undefined, manifest: Manifest): NodeChange['downstream'] {
  const ids = graph === undefined ? childrenIn(manifest, id) : [...graph.descendants([id])];
  const nodes = ids
    .map((each): GraphNode | undefined => manifest.nodes[each] ?? manifest.exposures[each])
    .filter((node) => node !== undefined);
  const named = (types: readonly string[]): string[] =>
    nodes
      .filter((node) => types.includes(node.resource_type))
      .map((node) => node.name)
      .sort();
  const owners = nodes.flatMap((node) => ownersOf(node, manifest));
  return {
    models: named(['model', 'snapshot', 'seed']),
    tests: nodes
      .filter((node) => node.resource_type === 'test' && testsDirectly(node as TestNode, id))
      .map((node) => node.name)
      .sort(),
    exposures: named(['exposure']),
    owners: [...new Set(owners)].sort(),
  };
}

function testsDirectly(test: TestNode, id: string): boolean {
  return test.depends_on.nodes.includes(id);
}

function childrenIn(manifest: Manifest, id: string): string[] {
  const found = new Set([id]);
  const all: GraphNode[] = [...Object.values(manifest.nodes), ...Object.values(manifest.exposures)];
  for (const at of found) {
    for (const node of all) {
      if ((node as { depends_on?: { nodes?: string[] } }).depends_on?.nodes?.includes(at))
        found.add(node.unique_id);
    }
  }
  found.delete(id);
  return [...found];
}

function ownersOf(node: GraphNode, manifest: Manifest): string[] {
  const group = (node as { group?: string | null }).group;
  const owners = [
    node.resource_type === 'exposure' ? (node as Exposure).owner : undefined,
    group ? Object.values(manifest.groups).find((each: Group) => each.name === group)?.owner : undefined,
  ];
  return owners.flatMap((owner) => {
    const name = owner?.['name'] ?? owner?.['email'];
    return typeof name === 'string' ? [name] : [];
  });
}
