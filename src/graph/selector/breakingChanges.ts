import type { GraphNode, ModelNode } from '../../manifest/types.js';
import { same } from './comparison.js';

/** What readers of a model could rely on by its former contract and no longer can, one line each. */
export function findBreakingChanges(now: GraphNode, before: GraphNode | undefined): string[] {
  if (now.resource_type !== 'model' || before?.resource_type !== 'model') return [];
  const [mine, former] = [now as ModelNode, before as ModelNode];
  if (!former.contract?.enforced) return [];
  if (!mine.contract.enforced) return ['the contract is no longer enforced'];
  const changes = Object.values(former.columns).flatMap(({ name, data_type, constraints }) => {
    const column = mine.columns[name];
    if (column === undefined) return [`the column ${name} was removed`];
    const found: string[] = [];
    if (!same(column.data_type, data_type))
      found.push(`the type of ${name} was ${data_type} and is ${column.data_type}`);
    if (lost(constraints, column.constraints)) found.push(`${name} lost a constraint`);
    return found;
  });
  return lost(former.constraints, mine.constraints) ? [...changes, 'a constraint was removed'] : changes;
}

function lost(before: readonly unknown[] | undefined, now: readonly unknown[] | undefined): boolean {
  return (before ?? []).some((one) => !(now ?? []).some((other) => same(one as never, other as never)));
}
