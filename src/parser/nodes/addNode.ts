import { XformError } from '../../errors/error.js';
import type { FunctionNode, GraphNode, ManifestNode, SourceDefinition } from '../../manifest/types.js';
import type { ParseSession } from '../session.js';

/** Puts a finished node into the manifest, or among the disabled ones (features A22, A47). */
export function addNode(session: ParseSession, node: ManifestNode): void {
  if (node.config.enabled === false) {
    addDisabled(session, node);
    return;
  }
  const earlier = session.manifest.nodes[node.unique_id];
  if (earlier !== undefined) {
    session.errors.add(duplicateError(earlier, node));
    return;
  }
  session.manifest.nodes[node.unique_id] = node;
}

export function addFunction(session: ParseSession, node: FunctionNode): void {
  if (node.config.enabled === false) {
    addDisabled(session, node);
    return;
  }
  const earlier = session.manifest.functions[node.unique_id];
  if (earlier !== undefined) {
    session.errors.add(duplicateError(earlier, node));
    return;
  }
  session.manifest.functions[node.unique_id] = node;
}

export function addDisabled(session: ParseSession, node: GraphNode): void {
  (session.manifest.disabled[node.unique_id] ??= []).push(node);
}

type Named = Pick<
  ManifestNode | FunctionNode | SourceDefinition,
  'name' | 'resource_type' | 'unique_id' | 'original_file_path'
>;

export function duplicateError(earlier: Named, later: Named, lookup = `ref("${later.name}")`): XformError {
  const isSameType = earlier.resource_type === later.resource_type;
  const noun = isSameType ? (PLURALS[later.resource_type] ?? `${later.resource_type}s`) : 'resources';
  const name = later.unique_id.split('.').slice(2).join('.');
  return new XformError(
    'compilation',
    `Two ${noun} have the name "${name}": ${lookup} cannot tell which is meant`,
    {
      place: { file: later.original_file_path },
      notes: [
        `  - ${earlier.unique_id} (${earlier.original_file_path})`,
        `  - ${later.unique_id} (${later.original_file_path})`,
      ],
      hint: 'Change the name of one of these resources.',
    },
  );
}

const PLURALS: Readonly<Record<string, string>> = { analysis: 'analyses', test: 'data tests' };
