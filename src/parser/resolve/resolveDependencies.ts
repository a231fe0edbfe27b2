import { XformError } from '../../errors/error.js';
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
import { checkAccess } from './access.js';
import { placeOfReference } from './placeOfReference.js';

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
      session.errors.attempt(() => checkAccess(session, node, result.node), subjectOf(node));
      found.add(result.node.unique_id);
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
  const message = describe(node, reference, result);
  if (node.resource_type !== 'test') {
    const error = new XformError('compilation', message, {
      place: placeOfReference(session, node, reference),
      ...hintOf(result, reference),
    });
    session.errors.add(error, subjectOf(node));
    return;
  }
  // Config may be shared between tests.
  node.config = { ...node.config, enabled: false };
  if (result.kind === 'disabled') return;
  const place = session.testPlaces.get(node.unique_id)?.() ?? placeOfReference(session, node, reference);
  const hint = result.kind === 'missing' && result.hint ? ` ${result.hint}` : '';
  session.log.warn({
    name: 'NodeNotFoundOrDisabled',
    code: 'I059',
    msg: `${message}${hint}\n  at ${formatPlace(place)}`,
    data: {
      unique_id: node.unique_id,
      original_file_path: node.original_file_path,
      target_name: reference.name,
    },
  });
}

function hintOf(result: Resolution<GraphNode>, reference: BadReference): { hint?: string } {
  if (result.kind === 'missing') return result.hint === undefined ? {} : { hint: result.hint };
  return { hint: `Enable '${reference.name}', or remove the reference to it.` };
}

const NOUNS = { ref: 'node', source: 'source', function: 'function' } as const;

function describe(node: Dependent, reference: BadReference, result: Resolution<GraphNode>): string {
  const title = node.resource_type.charAt(0).toUpperCase() + node.resource_type.slice(1).replace('_', ' ');
  const { ref } = reference;
  const version = ref?.version === null || ref === undefined ? '' : ` with version '${ref.version}'`;
  const inPackage = ref?.package ? ` in package or project '${ref.package}'` : '';
  const state = result.kind === 'disabled' ? 'is disabled' : 'was not found';
  const what = `${NOUNS[reference.kind]} named '${reference.name}'${version}${inPackage}`;
  return `${title} '${node.unique_id}' (${node.original_file_path}) depends on a ${what} which ${state}`;
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
