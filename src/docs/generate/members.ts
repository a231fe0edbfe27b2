import { findGraphNode, graphNodes, parentIds } from '../../graph/graph.js';
import type { GraphNode, Macro, Manifest, TestNode } from '../../manifest/types.js';
import type { SiteLink } from '../siteData.js';
import type { SiteInput } from './siteInput.js';

/** Everything that has a page: resources of the graph, without generic tests and operations, and macros. */
export type MemberNode = GraphNode | Macro;

export interface Members {
  /** In the order of the index. */
  readonly nodes: readonly MemberNode[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** Tests by the resource they are about; singular ones count for all that they read. */
  readonly testsOf: ReadonlyMap<string, readonly GraphNode[]>;
  /** What depends on a resource directly and has a page. */
  readonly childrenOf: (id: string) => readonly MemberNode[];
  /** What calls a macro directly. */
  readonly callersOf: ReadonlyMap<string, readonly MemberNode[]>;
}

const WITHOUT_PAGE = new Set(['operation', 'sql_operation', 'rpc']);

export function createMembers({ parsed, graph }: SiteInput): Members {
  const { manifest, project } = parsed;
  const builtin = new Set(project.packages.filter(({ kind }) => kind === 'builtin').map(({ name }) => name));
  const all = [...graphNodes(manifest)];
  const nodes: MemberNode[] = [
    ...all.filter(hasPage),
    ...Object.values(manifest.macros).filter((macro) => !builtin.has(macro.package_name)),
  ];
  const indexOf = new Map(nodes.map((node, i) => [node.unique_id, i]));
  return {
    nodes,
    indexOf,
    testsOf: testsByResource(all),
    childrenOf: (id) =>
      graph.children(id).flatMap((child) => {
        const at = indexOf.get(child);
        return at === undefined ? [] : [nodes[at]!];
      }),
    callersOf: callersByMacro(nodes, manifest),
  };
}

function hasPage(node: GraphNode): boolean {
  return !WITHOUT_PAGE.has(node.resource_type) && !isGenericTest(node);
}

export function isGenericTest(node: MemberNode): node is TestNode {
  return node.resource_type === 'test' && Boolean((node as TestNode).test_metadata);
}

function testsByResource(all: readonly GraphNode[]): Map<string, GraphNode[]> {
  const tests = new Map<string, GraphNode[]>();
  for (const node of all) {
    if (node.resource_type !== 'test' && node.resource_type !== 'unit_test') continue;
    const attached = (node as TestNode).attached_node;
    for (const id of attached ? [attached] : parentIds(node)) push(tests, id, node);
  }
  return tests;
}

function callersByMacro(nodes: readonly MemberNode[], manifest: Manifest): Map<string, MemberNode[]> {
  const callers = new Map<string, MemberNode[]>();
  for (const node of nodes) {
    for (const id of macroIds(node)) if (manifest.macros[id] !== undefined) push(callers, id, node);
  }
  return callers;
}

export function macroIds(node: MemberNode): readonly string[] {
  return (node as { depends_on?: { macros?: string[] } }).depends_on?.macros ?? [];
}

export function memberParents(node: MemberNode): readonly string[] {
  return node.resource_type === 'macro' ? [] : parentIds(node as GraphNode);
}

/** `name`, `source.table`, `name.v2`. */
export function labelOf(node: MemberNode): string {
  if (node.resource_type === 'source') return `${(node as { source_name: string }).source_name}.${node.name}`;
  const { version } = node as { version?: string | number | null };
  return node.resource_type === 'model' && version != null ? `${node.name}.v${version}` : node.name;
}

export function linkTo(node: MemberNode): SiteLink {
  return [node.unique_id, labelOf(node), node.resource_type];
}

export function linkById({ parsed }: SiteInput, id: string): SiteLink {
  const node = findGraphNode(parsed.manifest, id) ?? parsed.manifest.macros[id];
  return node === undefined ? [id, id, ''] : linkTo(node);
}

export function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
