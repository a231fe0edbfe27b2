import { findAccessError } from '../../context/references/access.js';
import { type MissingTarget, missingTargetError } from '../../context/references/referenceErrors.js';
import { formatPlace } from '../../errors/formatError.js';
import type { Resolution } from '../../manifest/resolver.js';
import type {
  DependsOn,
  Exposure,
  FunctionNode,
  GenericResource,
  GraphNode,
  ManifestNode,
  RefArgs,
  SeedNode,
  UnitTest,
} from '../../manifest/types.js';
import { type ParseSession, subjectOf } from '../session.js';
import { siteOfReference } from './callSites.js';

type Dependent = (Exclude<ManifestNode, SeedNode> | FunctionNode | Exposure) & { readonly unique_id: string };

/** Turns captured names into depends_on of everything enabled (features L1, D2, D3, B20). Errors are collected. */
export function resolveDependencies(session: ParseSession): void {
  const { manifest } = session;
  for (const node of Object.values(manifest.nodes)) {
    if (node.resource_type !== 'seed') resolveNode(session, node as Dependent);
  }
  for (const node of Object.values(manifest.functions)) resolveNode(session, node);
  for (const exposure of Object.values(manifest.exposures)) resolveNode(session, exposure);
}

function resolveNode(session: ParseSession, node: Dependent): void {
  const found = new Set<string>(node.depends_on.nodes);
  for (const [source, table] of node.sources as [string, string][]) {
    const result = session.resolver.source(source, table, node.package_name);
    if (result.kind === 'found') found.add(result.node.unique_id);
    else
      reject(session, node, { kind: 'source', name: `${source}.${table}`, source: [source, table] }, result);
  }
  for (const ref of node.refs) {
    const result = session.resolver.ref(ref, node.package_name);
    if (result.kind === 'found') {
      const forbidden = findAccessError(session.project, node, result.node);
      if (forbidden) session.errors.add(forbidden, subjectOf(node));
      found.add(result.node.unique_id);
      warnRootFirst(session, node, ref, result.node);
    } else reject(session, node, { kind: 'ref', name: ref.name, ref }, result);
  }
  if ('functions' in node) {
    for (const name of node.functions) {
      const [packageName, plain] = name.length > 1 ? [name[0]!, name[1]!] : [null, name[0]!];
      const result = session.resolver.function(plain, packageName, node.package_name);
      if (result.kind === 'found') found.add(result.node.unique_id);
      else reject(session, node, { kind: 'function', name: plain }, result);
    }
  }
  (node.depends_on as DependsOn).nodes = [...found];
}

/** A package's ref leads to the root project although the package has a node of that name (features D2). */
function warnRootFirst(session: ParseSession, node: Dependent, ref: RefArgs, target: ManifestNode): void {
  const root = session.project.root.name;
  if (node.package_name === root || target.package_name !== root || ref.package !== null) return;
  const own = session.resolver.ref({ ...ref, package: node.package_name }, node.package_name);
  if (own.kind !== 'found') return;
  session.log.warn({
    name: 'PackageNodeDependsOnRootProjectNode',
    code: 'I077',
    msg:
      `The node '${node.name}' in package '${node.package_name}' depends on the root project node '${target.unique_id}'. ` +
      "This may lead to unexpected cycles downstream. Set the flag 'require_ref_searches_node_package_before_root' to avoid it.",
    data: { node_name: node.name, package_name: node.package_name, root_project_unique_id: target.unique_id },
  });
}

/** A name that leads nowhere. */
export interface BadReference {
  readonly kind: 'ref' | 'source' | 'function';
  readonly name: string;
  readonly ref?: RefArgs;
  readonly source?: readonly [string, string];
}

/** Tests of things that are not there are switched off with a warning; everything else is an error. */
function reject(
  session: ParseSession,
  node: Dependent,
  reference: BadReference,
  result: Resolution<GraphNode>,
): void {
  if (result.kind === 'missing' && reference.kind === 'ref' && hasFailed(session, reference)) return;
  const error = missingTargetError(node, missingTarget(reference, result));
  if (node.resource_type !== 'test') {
    Object.assign(error, siteOfReference(session, node, reference));
    session.errors.add(error, subjectOf(node));
    return;
  }
  // Config may be shared between tests.
  node.config = { ...node.config, enabled: false };
  if (result.kind === 'disabled') {
    // Never an error of --warn-error: it is what disabling a source does.
    if (reference.kind === 'source')
      session.log.fire({
        name: 'InvalidDisabledTargetInTestNode',
        code: 'I050',
        level: 'warn',
        msg: error.message,
      });
    return;
  }
  const place =
    session.testPlaces.get(node.unique_id)?.place() ?? siteOfReference(session, node, reference).place!;
  const hint = result.kind === 'missing' && result.hint ? `. ${result.hint}` : '';
  session.log.warn({
    name: 'NodeNotFoundOrDisabled',
    code: 'I060',
    msg: `${error.message}${hint}\n  at ${formatPlace(place)}`,
    data: {
      unique_id: node.unique_id,
      original_file_path: node.original_file_path,
      target_name: reference.name,
    },
  });
}

function hasFailed(session: ParseSession, { ref, name }: BadReference): boolean {
  const packages = ref?.package ? [ref.package] : session.project.packages.map((one) => one.name);
  return packages.some((one) => session.failed.has(`${one}.${name}`));
}

const NOUNS = { ref: 'node', source: 'source', function: 'function' } as const;

function missingTarget(reference: BadReference, result: Resolution<GraphNode>): MissingTarget {
  const { kind, name, ref } = reference;
  return {
    kind: NOUNS[kind],
    name,
    package: ref?.package,
    version: ref?.version,
    disabled: result.kind === 'disabled',
    hint: result.kind === 'missing' ? result.hint : undefined,
  };
}

/** Unit tests name their model. */
export function resolveModelName(
  session: ParseSession,
  owner: UnitTest | GenericResource,
  name: string,
): ManifestNode | undefined {
  const result = session.resolver.ref(
    { name, package: owner.package_name, version: null },
    owner.package_name,
  );
  return result.kind === 'missing' ? undefined : result.node;
}
