import type { ModelNode } from '../../manifest/types.js';
import type { ParseSession } from '../session.js';

/** Only these can carry constraints. */
const ENFORCING: ReadonlySet<string> = new Set(['table', 'incremental']);

/** Warns of constraints on models whose materialization leaves them out (features G20). */
export function warnConstraints(session: ParseSession): void {
  for (const node of session.models()) {
    if (node.config.contract?.enforced !== true) continue;
    if (ENFORCING.has(node.config.materialized) || !hasLoudConstraint(node)) continue;
    session.log.warn({
      name: 'UnsupportedConstraintMaterialization',
      code: 'I068',
      msg:
        `Constraint types are not supported for ${node.config.materialized} materializations and will be ignored.  ` +
        "Set 'warn_unsupported: false' on this constraint to ignore this warning.",
      data: { materialized: node.config.materialized, unique_id: node.unique_id },
    });
  }
}

function hasLoudConstraint(node: ModelNode): boolean {
  const all = [...node.constraints, ...Object.values(node.columns).flatMap((column) => column.constraints)];
  return all.some((constraint) => constraint.warn_unsupported);
}
