import type { XformError } from '../../errors/error.js';
import type { ManifestNode } from '../../manifest/types.js';
import type { Project } from '../../project/types.js';
import { accessError } from './referenceErrors.js';

interface Reader {
  readonly resource_type: string;
  readonly unique_id: string;
  readonly package_name: string;
  readonly group?: string | null;
}

/** Resources that a person runs by hand: they may read anything. */
const EXEMPT: ReadonlySet<string> = new Set(['sql_operation', 'rpc', 'macro']);

/** The error of a reference that a model's `access` forbids (B20), or undefined when it is allowed. */
export function findAccessError(
  project: Project,
  node: Reader,
  target: ManifestNode,
): XformError | undefined {
  if (target.resource_type !== 'model' || EXEMPT.has(node.resource_type)) return undefined;
  const owner = project.packages.find((entry) => entry.name === target.package_name);
  const restricted = owner?.config.restrictAccess === true && node.package_name !== target.package_name;
  if (target.access === 'private' && (restricted || (node.group ?? null) !== target.group)) {
    return accessError(node, target, target.group ?? '');
  }
  if (target.access === 'protected' && restricted) return accessError(node, target, target.package_name);
  return undefined;
}
