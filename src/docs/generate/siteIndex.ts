import { dirname, posix } from 'node:path';
import { parentIds } from '../../graph/graph.js';
import type { Manifest } from '../../manifest/types.js';
import type { SiteColumns, SiteIndex } from '../siteData.js';
import { columnsOf } from './columnRecords.js';
import { isGenericTest, labelOf, type MemberNode, type Members, memberParents } from './members.js';
import type { SiteInput } from './siteInput.js';
import { createTable } from './table.js';
import { worstStatus } from './testRecords.js';

/** Fields of nodes that only some types have. */
interface Facets {
  fqn?: string[];
  group?: string | null;
  tags?: unknown;
  config?: Record<string, unknown>;
  unrendered_config?: Record<string, unknown>;
  database?: string | null;
  schema?: string | null;
  alias?: string;
  identifier?: string;
  access?: string;
  version?: string | number | null;
  latest_version?: string | number | null;
  docs?: { show?: boolean; node_color?: string | null };
}

export function createSiteIndex(input: SiteInput, members: Members): SiteIndex {
  const { nodes, indexOf } = members;
  const root = input.parsed.project.root.name;
  const types = createTable<string>();
  const packages = createTable<string>();
  const folders = createTable<string>();
  const fqns = createTable<string>();
  const layers = createTable<string>();
  const groups = createTable<string>();
  const tagSets = createTable<readonly string[]>();
  const configs = createTable<Record<string, unknown>>();
  const schemas = createTable<readonly [string, string]>();
  const identifier: Record<number, string> = {};
  const access: Record<number, string> = {};
  const versions: Record<number, readonly [string | number, string | number | null]> = {};
  const colors: Record<number, string> = {};
  const health: Record<number, string> = {};
  const hidden: number[] = [];
  const lists = {
    type: [] as number[],
    package: [] as number[],
    folder: [] as number[],
    fqn: [] as number[],
    layer: [] as number[],
    group: [] as number[],
    tags: [] as number[],
    config: [] as number[],
    schema: [] as number[],
  };
  nodes.forEach((node, i) => {
    const facets = node as Facets;
    const label = labelOf(node);
    lists.type.push(types.add(node.resource_type));
    lists.package.push(packages.add(node.package_name));
    lists.folder.push(folders.add(toPosix(dirname(node.original_file_path))));
    lists.fqn.push(facets.fqn === undefined ? -1 : fqns.add(fqnFolder(node, facets.fqn)));
    lists.layer.push(layers.add(layerOf(node, root)));
    lists.group.push(facets.group ? groups.add(facets.group) : -1);
    lists.tags.push(tagSets.add(tagsOf(node)));
    lists.config.push(configs.add(selectableConfig(facets)));
    lists.schema.push(hasRelation(node) ? schemas.add([facets.database ?? '', facets.schema ?? '']) : -1);
    const relation = facets.identifier ?? facets.alias ?? node.name;
    if (hasRelation(node) && relation !== label) identifier[i] = relation;
    if (facets.access !== undefined && facets.access !== 'protected') access[i] = facets.access;
    if (facets.version != null) versions[i] = [facets.version, facets.latest_version ?? null];
    if (facets.docs?.node_color) colors[i] = facets.docs.node_color;
    if (facets.docs?.show === false) hidden.push(i);
    const worst = worstStatus(input, members.testsOf.get(node.unique_id) ?? []);
    if (worst !== undefined) health[i] = worst;
  });
  return {
    types: types.values,
    packages: packages.values,
    folders: folders.values,
    fqns: fqns.values,
    layers: layers.values,
    groups: groups.values,
    tagSets: tagSets.values,
    configs: configs.values,
    schemas: schemas.values,
    id: nodes.map((node) => node.unique_id),
    label: nodes.map(labelOf),
    ...lists,
    file: nodes.map((node) => posix.basename(toPosix(node.original_file_path))),
    parents: nodes.map((node) => memberParents(node).flatMap((id) => indexOf.get(id) ?? [])),
    testParents: testParents(members),
    identifier,
    access,
    versions,
    colors,
    hidden,
    health,
  };
}

function testParents({ testsOf, indexOf }: Members): number[][] {
  const tests = new Set([...testsOf.values()].flat());
  return [...tests]
    .filter((test) => isGenericTest(test))
    .map((test) => parentIds(test).flatMap((id) => indexOf.get(id) ?? []))
    .filter((parents) => parents.length > 1);
}

export function createSiteColumns(input: SiteInput, { nodes }: Members): SiteColumns {
  return nodes.map((node) => columnsOf(input, node).map(({ name }) => name));
}

function toPosix(path: string): string {
  return path.replaceAll('\\', '/');
}

/** Without the last part, which the label tells (two parts for a version). */
function fqnFolder(node: MemberNode, fqn: readonly string[]): string {
  const { version } = node as Facets;
  return fqn.slice(0, node.resource_type === 'model' && version != null ? -2 : -1).join('\0');
}

export function tagsOf(node: MemberNode): string[] {
  const { tags, config } = node as Facets;
  const own = tags ?? config?.['tags'];
  return typeof own === 'string' ? [own] : Array.isArray(own) ? own.map(String) : [];
}

const RELATIONAL = new Set(['model', 'seed', 'snapshot', 'source']);

export function hasRelation(node: MemberNode): boolean {
  const { config } = node as Facets;
  return RELATIONAL.has(node.resource_type) && config?.['materialized'] !== 'ephemeral';
}

/** What the user set, as it came out, for `config.key:value`. */
function selectableConfig({ config, unrendered_config: given }: Facets): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const key of ['materialized', ...Object.keys(given ?? {})]) {
    const value = config?.[key];
    if (value !== undefined && value !== null && key !== 'tags') kept[key] = value;
  }
  return kept;
}

const PLURALS: Readonly<Record<string, string>> = {
  analysis: 'analyses',
  saved_query: 'saved queries',
  semantic_model: 'semantic models',
  unit_test: 'unit tests',
};

/** The first folder of a model, the package of what is not the project's, otherwise the type. */
export function layerOf(node: MemberNode, root: string): string {
  const plural = PLURALS[node.resource_type] ?? `${node.resource_type}s`;
  if (node.resource_type !== 'model') return plural;
  const { fqn } = node as { fqn: string[] };
  if (node.package_name !== root) return node.package_name;
  return fqn.length > 2 + Number((node as Facets).version != null) ? fqn[1]! : plural;
}

/** Names of groups with what the manifest knows of them. */
export function groupsOf(manifest: Manifest): Map<string, { owner: string; description: string }> {
  return new Map(
    Object.values(manifest.groups).map((group) => [
      group.name,
      { owner: ownerText(group.owner), description: group.description ?? '' },
    ]),
  );
}

/** `name <email>` of an owner as YAML files give it. */
export function ownerText(owner: unknown): string {
  if (typeof owner === 'string') return owner;
  if (Array.isArray(owner)) return owner.map(ownerText).join(', ');
  if (owner === null || typeof owner !== 'object') return '';
  const { name, email, ...others } = owner as Record<string, unknown>;
  const extra = Object.entries(others).map(([key, value]) => `${key}: ${String(value)}`);
  const mail = typeof email === 'string' && typeof name === 'string' ? `<${email}>` : email;
  return [name, mail, ...extra].filter((part) => part !== undefined && part !== null).join(' ');
}
