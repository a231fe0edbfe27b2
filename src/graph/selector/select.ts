import { XformError } from '../../errors/error.js';
import type { GraphNode } from '../../manifest/types.js';
import { closest, didYouMean } from '../../util/didYouMean.js';
import { findGraphNode, graphNodes, parentIds } from '../graph.js';
import { SELECTOR_METHODS, type SelectorMethod } from './methods.js';
import type { Criterion, IndirectSelection, SelectionContext, SelectionExpression } from './types.js';

/** What an expression selects, and the tests beside it that only a larger selection may draw in. */
interface Selected {
  readonly ids: Set<string>;
  readonly indirect: Set<string>;
}

/**
 * The unique_ids an expression stands for. Tests of selected nodes are selected with them, as the mode of indirect
 * selection says (features I9, I10). Throws XformError('usage') for methods and values that do not exist.
 */
export function selectIds(expression: SelectionExpression, context: SelectionContext): Set<string> {
  return evaluate(expression, context).ids;
}

function evaluate(expression: SelectionExpression, context: SelectionContext): Selected {
  if (expression.kind === 'criterion') return evaluateCriterion(expression, context);
  const parts = expression.parts.map((part) => evaluate(part, context));
  const indirect = COMBINE[expression.kind](parts.map((part) => part.indirect));
  const ids = COMBINE[expression.kind](parts.map((part) => part.ids));
  drawInTests(ids, indirect, expression.indirectSelection, context);
  if (expression.expectExists !== undefined && ids.size === 0) {
    context.onNothingFound(expression.expectExists, hintFor(expression, context));
  }
  return { ids, indirect };
}

const COMBINE: Readonly<
  Record<'union' | 'intersection' | 'difference', (sets: Set<string>[]) => Set<string>>
> = {
  union: (sets) => {
    const all = new Set<string>();
    for (const set of sets) for (const id of set) all.add(id);
    return all;
  },
  intersection: ([first, ...others]) =>
    new Set([...(first ?? [])].filter((id) => others.every((other) => other.has(id)))),
  difference: ([first, ...others]) =>
    new Set([...(first ?? [])].filter((id) => !others.some((other) => other.has(id)))),
};

function evaluateCriterion(criterion: Criterion, context: SelectionContext): Selected {
  const found = withNeighbours(criterion, findDirect(criterion, context), context);
  if (criterion.indirectSelection === 'empty') return { ids: found, indirect: new Set() };
  return expandToTests(found, criterion.indirectSelection, context);
}

function findDirect(criterion: Criterion, context: SelectionContext): Set<string> {
  if (criterion.method === 'selector' && context.selectors !== undefined) {
    return selectNamed(String(criterion.value), context);
  }
  const matches = methodOf(criterion).matcher(criterion, context);
  const found = new Set<string>();
  for (const node of graphNodes(context.manifest)) if (matches(node)) found.add(node.unique_id);
  return found;
}

function selectNamed(name: string, context: SelectionContext): Set<string> {
  const expression = context.selectors?.get(name);
  if (expression === undefined) {
    throw new XformError('usage', `Could not find selector named ${name}`, {
      hint: didYouMean(name, context.selectors?.keys() ?? []),
    });
  }
  return evaluate(expression, context).ids;
}

function methodOf(criterion: Criterion): SelectorMethod {
  if (Object.hasOwn(SELECTOR_METHODS, criterion.method)) return SELECTOR_METHODS[criterion.method]!;
  throw new XformError('usage', `'${criterion.method}' is not a valid method name`, {
    hint:
      didYouMean(criterion.method, Object.keys(SELECTOR_METHODS)) ??
      `Methods are: ${Object.keys(SELECTOR_METHODS).join(', ')}.`,
    notes: [`in '${criterion.raw}'`],
  });
}

function withNeighbours(criterion: Criterion, found: Set<string>, { graph }: SelectionContext): Set<string> {
  const all = new Set(found);
  const add = (ids: Iterable<string>): void => {
    for (const id of ids) all.add(id);
  };
  if (criterion.childrensParents) {
    const below = new Set([...found, ...graph.descendants(found)]);
    add(below);
    add(graph.ancestors(below));
  }
  if (criterion.parentsDepth !== undefined) add(graph.ancestors(found, criterion.parentsDepth));
  if (criterion.childrenDepth !== undefined) add(graph.descendants(found, criterion.childrenDepth));
  return all;
}

/** Adds the tests next to what is selected, or keeps them aside when the mode wants more of their parents. */
function expandToTests(ids: Set<string>, mode: IndirectSelection, context: SelectionContext): Selected {
  const selected = new Set(ids);
  const indirect = new Set<string>();
  const available = mode === 'buildable' ? buildableFrom(ids, context) : ids;
  for (const id of [...ids].flatMap((one) => context.graph.children(one))) {
    const node = findTest(id, context);
    if (node === undefined) continue;
    if (mode === 'eager' || parentIds(node).every((parent) => available.has(parent))) selected.add(id);
    else indirect.add(id);
  }
  return { ids: selected, indirect };
}

/** After combining parts, tests that were kept aside may have all they need. */
function drawInTests(
  ids: Set<string>,
  indirect: ReadonlySet<string>,
  mode: IndirectSelection,
  context: SelectionContext,
): void {
  if (indirect.size === 0 || (mode !== 'cautious' && mode !== 'buildable')) return;
  const available = mode === 'buildable' ? buildableFrom(ids, context) : new Set(ids);
  for (const id of indirect) {
    const node = findTest(id, context);
    if (node !== undefined && parentIds(node).every((parent) => available.has(parent))) ids.add(id);
  }
}

function buildableFrom(ids: ReadonlySet<string>, { graph, manifest }: SelectionContext): Set<string> {
  return new Set([...ids, ...graph.ancestors(ids), ...Object.keys(manifest.sources)]);
}

function findTest(id: string, { manifest }: SelectionContext): GraphNode | undefined {
  const node = findGraphNode(manifest, id);
  return node?.resource_type === 'test' || node?.resource_type === 'unit_test' ? node : undefined;
}

/** What the user may have meant by terms that found nothing. */
function hintFor(expression: SelectionExpression, context: SelectionContext): string | undefined {
  if (expression.kind !== 'criterion') {
    for (const part of expression.parts) {
      const hint = hintFor(part, context);
      if (hint !== undefined) return hint;
    }
    return undefined;
  }
  if (!Object.hasOwn(SELECTOR_METHODS, expression.method)) return undefined;
  const values = SELECTOR_METHODS[expression.method]!.values?.(context);
  const value = String(expression.value);
  if (values === undefined || /[*?[]/.test(value)) return undefined;
  const known = new Set(values);
  if (known.has(value) || closest(value, known, 1).length === 0) return undefined;
  return didYouMean(value, known);
}
