import { XformError } from '../../errors/error.js';
import type { FunctionNode, ManifestNode, RefArgs } from '../../manifest/types.js';

/** The node that refers to something: enough of it to name it. */
export interface ReferringNode {
  readonly resource_type: string;
  readonly name: string;
  readonly unique_id: string;
  readonly original_file_path: string;
}

function subject(node: ReferringNode): string {
  const kind = node.resource_type.charAt(0).toUpperCase() + node.resource_type.slice(1);
  return `${kind} '${node.unique_id}' (${node.original_file_path})`;
}

export interface MissingTarget {
  readonly kind: 'node' | 'source' | 'function' | 'metric';
  /** `orders`, `source.table`. */
  readonly name: string;
  readonly package?: string | null;
  readonly version?: RefArgs['version'];
  readonly disabled?: boolean;
  /** A suggestion. */
  readonly hint?: string;
}

/** A ref, source, function or metric that names nothing, or something that is disabled. */
export function missingTargetError(node: ReferringNode, target: MissingTarget): XformError {
  const version =
    target.version === null || target.version === undefined ? '' : ` with version '${target.version}'`;
  const inPackage = target.package ? ` in package or project '${target.package}'` : '';
  const reason = target.disabled ? 'is disabled' : 'was not found';
  return new XformError(
    'compilation',
    `${subject(node)} depends on a ${target.kind} named '${target.name}'${version}${inPackage} which ${reason}`,
    {
      hint:
        target.hint ??
        (target.disabled ? `Enable '${target.name}', or remove the reference to it.` : undefined),
    },
  );
}

/** A ref that parsing did not see, so that the graph does not have it. */
export function unseenRefError(node: ReferringNode, ref: RefArgs): XformError {
  const version =
    ref.version === null ? '' : `, v=${typeof ref.version === 'string' ? `'${ref.version}'` : ref.version}`;
  const call = `ref(${ref.package === null ? '' : `'${ref.package}', `}'${ref.name}'${version})`;
  return new XformError(
    'compilation',
    `${call} was not reached while parsing, so ${node.name} was not ordered after it: it is unable to infer this dependency from a branch that only runs later`,
    { hint: `Add at the top of ${node.original_file_path}: -- depends_on: {{ ${call} }}` },
  );
}

export function ephemeralInOperationError(target: ManifestNode): XformError {
  return new XformError(
    'compilation',
    `Operations can not ref() ephemeral nodes, but ${target.name} is ephemeral`,
    {
      hint: `Materialize ${target.name} as a view or table, or use its SQL in the macro.`,
    },
  );
}

export function accessError(
  node: { readonly unique_id: string },
  target: ManifestNode | FunctionNode,
  scope: string,
) {
  const access: unknown = 'access' in target ? target.access : 'private';
  const where = access === 'private' ? `'${scope}' group` : `'${scope}' package`;
  return new XformError(
    'parse',
    `${node.unique_id} may not reference ${target.unique_id}, which is ${access} to the ${where}`,
    {
      hint:
        access === 'private'
          ? 'Put both into the same group, or widen the access of the model that is referenced.'
          : `Set access: public on '${target.name}'.`,
    },
  );
}
