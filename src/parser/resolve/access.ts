import { XformError } from '../../errors/error.js';
import type { ManifestNode, ModelNode } from '../../manifest/types.js';
import type { ParseSession } from '../session.js';

interface Referring {
  readonly unique_id: string;
  readonly resource_type: string;
  readonly package_name: string;
  readonly group?: string | null;
}

/** Whether a node may refer to a model (features B20, A16). Throws XformError('parse'). */
export function checkAccess(session: ParseSession, node: Referring, target: ManifestNode): void {
  if (target.resource_type !== 'model' || node.resource_type === 'sql_operation') return;
  const model = target as ModelNode;
  const restricted = session.packagesByName.get(model.package_name)?.config.restrictAccess === true;
  const isForeign = node.package_name !== model.package_name;
  if (model.access === 'private') {
    const isSameGroup = Boolean(model.group) && node.group === model.group;
    if (isSameGroup && !(isForeign && restricted)) return;
    refuse(node, model, 'private', `to the '${model.group ?? ''}' group`);
  }
  if (model.access === 'protected' && isForeign && restricted) {
    refuse(node, model, 'protected', `to the '${model.package_name}' package`);
  }
}

function refuse(node: Referring, model: ModelNode, access: string, scope: string): never {
  throw new XformError(
    'parse',
    `Node ${node.unique_id} attempted to reference node ${model.unique_id}, which is not allowed because the referenced node is ${access} ${scope}.`,
    {
      hint:
        access === 'private'
          ? 'Put both into the same group, or widen its access.'
          : `Set 'access: public' on '${model.name}'.`,
    },
  );
}
