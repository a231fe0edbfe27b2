import type { Value } from '../../jinja/values/types.js';
import { parseCriterion } from './grammar.js';

/**
 * A definition of selectors.yml in the form that manifest.json has: short forms written out, other selectors put in
 * their place. `known` holds the normal forms of the selectors above. Expects what parseSelectors has accepted.
 */
export function normalizeDefinition(definition: Value, known: ReadonlyMap<string, Value>): Value {
  if (typeof definition === 'string') return normalizeText(definition);
  const keys = Object.keys(definition);
  for (const operator of ['union', 'intersection', 'exclude']) {
    if (keys.length === 1 && keys[0] === operator) {
      return { [operator]: definition[operator].map((item: Value) => normalizeDefinition(item, known)) };
    }
  }
  if (keys.length === 1) return { method: keys[0], value: definition[keys[0]!] };
  if (definition['method'] === 'selector') return known.get(String(definition['value']));
  return definition;
}

function normalizeText(text: string): Value {
  const criterion = parseCriterion(text, 'eager');
  return {
    ...(criterion.childrensParents && { childrens_parents: true }),
    ...depth('parents', criterion.parentsDepth),
    ...depth('children', criterion.childrenDepth),
    method: [criterion.method, ...criterion.methodArguments].join('.'),
    value: criterion.value,
  };
}

function depth(direction: 'parents' | 'children', edges: number | undefined): Value {
  if (edges === undefined) return {};
  return { [direction]: true, ...(Number.isFinite(edges) && { [`${direction}_depth`]: edges }) };
}
