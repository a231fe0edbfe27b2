import type { Manifest, ModelNode, TestNode } from '../../manifest/types.js';
import { constrainedPrimaryKey } from '../properties/constraints.js';
import type { ParseSession } from '../session.js';

/** Columns of a model by what its tests say of them. */
interface TestedColumns {
  readonly unique: Set<string>;
  readonly disabledUnique: Set<string>;
  readonly notNull: Set<string>;
}

/** primary_key of every model: from constraints, else guessed from unique and not_null tests (features B4). */
export function inferPrimaryKeys(session: ParseSession): void {
  const tested = collectTests(session.manifest);
  for (const node of session.models()) node.primary_key = primaryKey(node, tested.get(node.unique_id));
}

function primaryKey(node: ModelNode, tested: TestedColumns | undefined): string[] {
  const constrained = constrainedPrimaryKey(node.constraints, node.columns);
  if (constrained !== undefined) return [...constrained];
  if (tested === undefined) return [];
  const { unique, disabledUnique, notNull } = tested;
  const any = new Set([...unique, ...disabledUnique]);
  const guesses = [both(unique, notNull), both(any, notNull), [...unique], [...any]];
  return (guesses.find((guess) => guess.length > 0) ?? []).sort();
}

function both(a: ReadonlySet<string>, b: ReadonlySet<string>): string[] {
  return [...a].filter((item) => b.has(item));
}

function collectTests(manifest: Manifest): Map<string, TestedColumns> {
  const byModel = new Map<string, TestedColumns>();
  const add = (test: TestNode, isEnabled: boolean): void => {
    const { test_metadata: metadata, attached_node: id } = test;
    if (!metadata || !id) return;
    const isUnique = metadata.name === 'unique' || metadata.name === 'unique_combination_of_columns';
    if (!isUnique && metadata.name !== 'not_null') return;
    let tested = byModel.get(id);
    if (tested === undefined)
      byModel.set(id, (tested = { unique: new Set(), disabledUnique: new Set(), notNull: new Set() }));
    const { combination_of_columns: combination, column_name: column } = metadata.kwargs;
    const columns: unknown[] = Array.isArray(combination) ? combination : [column];
    const kind = isUnique ? (isEnabled ? tested.unique : tested.disabledUnique) : tested.notNull;
    for (const one of columns) if (typeof one === 'string') kind.add(one);
  };
  for (const node of Object.values(manifest.nodes)) {
    if (node.resource_type === 'test') add(node, node.config.enabled !== false);
  }
  for (const node of Object.values(manifest.disabled).flat()) {
    if (node.resource_type === 'test') add(node as TestNode, false);
  }
  return byModel;
}
