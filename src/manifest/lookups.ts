import type {
  Documentation,
  FunctionNode,
  GraphNode,
  Manifest,
  ManifestNode,
  ModelNode,
  SourceDefinition,
} from './types.js';

/** Things of one kind by what they are called; under one name one a package, in the order they were added. */
export type Lookup<T> = Map<string, Map<string, T>>;

export interface Lookups {
  readonly refs: Lookup<ManifestNode>;
  readonly disabledRefs: Lookup<ManifestNode>;
  readonly sources: Lookup<SourceDefinition>;
  readonly disabledSources: Lookup<SourceDefinition>;
  readonly functions: Lookup<FunctionNode>;
  readonly disabledFunctions: Lookup<FunctionNode>;
  readonly docs: Lookup<Documentation>;
}

const REFABLE: ReadonlySet<string> = new Set(['model', 'seed', 'snapshot']);

/** The first of `packages` that has the name; null stands for any package. */
export function findIn<T>(
  lookup: Lookup<T>,
  name: string,
  packages: readonly (string | null)[],
): T | undefined {
  const byPackage = lookup.get(name);
  if (byPackage === undefined) return undefined;
  for (const one of packages) {
    const found = one === null ? byPackage.values().next().value : byPackage.get(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

function add<T>(lookup: Lookup<T>, name: string, packageName: string, item: T): void {
  const byPackage = lookup.get(name);
  if (byPackage === undefined) lookup.set(name, new Map([[packageName, item]]));
  else if (!byPackage.has(packageName)) byPackage.set(packageName, item);
}

/** A model with a version is found under name and version, and the latest one under its name alone. */
function addRef(lookup: Lookup<ManifestNode>, node: ManifestNode): void {
  const { version, latest_version } = node as ModelNode;
  if (version !== null && version !== undefined) {
    add(lookup, `${node.name}.v${version}`, node.package_name, node);
    if (String(version) !== String(latest_version)) return;
  }
  add(lookup, node.name, node.package_name, node);
}

export function buildLookups(manifest: Manifest): Lookups {
  const lookups: Lookups = {
    refs: new Map(),
    disabledRefs: new Map(),
    sources: new Map(),
    disabledSources: new Map(),
    functions: new Map(),
    disabledFunctions: new Map(),
    docs: new Map(),
  };
  for (const node of Object.values(manifest.nodes))
    if (REFABLE.has(node.resource_type)) addRef(lookups.refs, node);
  for (const source of Object.values(manifest.sources)) {
    add(lookups.sources, `${source.source_name}.${source.name}`, source.package_name, source);
  }
  for (const node of Object.values(manifest.functions))
    add(lookups.functions, node.name, node.package_name, node);
  for (const doc of Object.values(manifest.docs)) add(lookups.docs, doc.name, doc.package_name, doc);
  for (const node of Object.values(manifest.disabled).flat()) addDisabled(lookups, node);
  return lookups;
}

function addDisabled(lookups: Lookups, node: GraphNode): void {
  if (REFABLE.has(node.resource_type)) addRef(lookups.disabledRefs, node as ManifestNode);
  else if (node.resource_type === 'source') {
    const source = node as SourceDefinition;
    add(lookups.disabledSources, `${source.source_name}.${source.name}`, source.package_name, source);
  } else if (node.resource_type === 'function')
    add(lookups.disabledFunctions, node.name, node.package_name, node as FunctionNode);
}
