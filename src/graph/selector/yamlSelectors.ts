import { type Place, XformError } from '../../errors/error.js';
import type { Value } from '../../jinja/values/types.js';
import { didYouMean } from '../../util/didYouMean.js';
import { createCriterion, parseCriterion } from './grammar.js';
import { SELECTOR_METHODS } from './methods.js';
import { normalizeDefinition } from './normalizeDefinition.js';
import type { IndirectSelection, SelectionExpression } from './types.js';

/** A selector of selectors.yml (features I11). */
export interface NamedSelector {
  readonly name: string;
  readonly expression: SelectionExpression;
  readonly isDefault: boolean;
  /** In the form that manifest.json has. */
  readonly definition: Value;
  readonly description: string | null;
}

const MODES: readonly string[] = ['eager', 'cautious', 'buildable', 'empty'];
const SET_OPERATORS = ['union', 'intersection'] as const;

/**
 * The selectors of a loaded selectors.yml, by name. One may build on those above it (`method: selector`).
 * `indirectSelection` holds where a definition does not say. `placeOf` finds the n-th selector in the file.
 * Throws XformError('parse').
 */
export function parseSelectors(
  content: Value,
  indirectSelection: IndirectSelection,
  placeOf: (index: number) => Place,
): Map<string, NamedSelector> {
  const entries: Value = content?.selectors;
  if (!Array.isArray(entries)) {
    throw new XformError('parse', 'selectors.yml must have a list under the key `selectors`', {
      place: placeOf(0),
    });
  }
  const selectors = new Map<string, NamedSelector>();
  entries.forEach((entry, index) => {
    const reject: Reject = (message, hint) =>
      new XformError('parse', `Invalid selector${entry?.name ? ` '${entry.name}'` : ''}: ${message}`, {
        place: placeOf(index),
        hint,
      });
    if (!isMapping(entry) || typeof entry.name !== 'string') throw reject('it needs a name');
    if (entry.definition === undefined) throw reject('it needs a definition');
    if (selectors.has(entry.name)) throw reject('there is another one of this name');
    const parser = createParser(selectors, indirectSelection, reject);
    const expression = parser.root(entry.definition);
    const normal = new Map([...selectors.values()].map((selector) => [selector.name, selector.definition]));
    selectors.set(entry.name, {
      name: entry.name,
      expression,
      isDefault: entry.default === true || String(entry.default).toLowerCase() === 'true',
      definition: normalizeDefinition(entry.definition, normal),
      description: typeof entry.description === 'string' ? entry.description : null,
    });
  });
  const defaults = [...selectors.values()].filter((selector) => selector.isDefault);
  if (defaults.length > 1) {
    throw new XformError(
      'parse',
      `Only one selector can be the default; these are: ${defaults.map((each) => each.name).join(', ')}`,
      { place: placeOf(0) },
    );
  }
  return selectors;
}

type Reject = (message: string, hint?: string) => XformError;

function isMapping(value: Value): value is Record<string, Value> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function createParser(
  known: ReadonlyMap<string, NamedSelector>,
  defaultMode: IndirectSelection,
  reject: Reject,
) {
  function root(definition: Value): SelectionExpression {
    if (Array.isArray(definition)) {
      throw reject('the definition is a list', 'Put the list under `union:` or `intersection:`.');
    }
    const keys = isMapping(definition) ? Object.keys(definition) : [];
    if (keys.length > 1 && SET_OPERATORS.some((operator) => keys.includes(operator))) {
      throw reject(`only one 'union' or 'intersection' may stand here, but found ${keys.join(', ')}`);
    }
    return parse(definition);
  }

  function parse(definition: Value): SelectionExpression {
    if (typeof definition === 'string') return parseCriterion(definition, defaultMode);
    if (!isMapping(definition)) throw reject('a part of the definition is neither a text nor a mapping');
    for (const operator of SET_OPERATORS) {
      if (Object.hasOwn(definition, operator)) return setOperation(operator, definition[operator]);
    }
    return criterion(definition);
  }

  function setOperation(kind: 'union' | 'intersection', items: Value): SelectionExpression {
    if (!Array.isArray(items)) throw reject(`'${kind}' must be a list`);
    const excludes = items.filter((item) => isMapping(item) && Object.keys(item).join() === 'exclude');
    if (excludes.length > 1) throw reject(`'${kind}' can have only one 'exclude'`);
    const parts = items.filter((item) => !excludes.includes(item)).map(parse);
    const set: SelectionExpression = { kind, parts, indirectSelection: defaultMode };
    return excludes.length === 0 ? set : without(set, excludes[0]!.exclude);
  }

  function without(expression: SelectionExpression, excluded: Value): SelectionExpression {
    if (!Array.isArray(excluded)) throw reject("'exclude' must be a list");
    const taken: SelectionExpression = {
      kind: 'union',
      parts: excluded.map(parse),
      indirectSelection: defaultMode,
    };
    return { kind: 'difference', parts: [expression, taken], indirectSelection: defaultMode };
  }

  function criterion(definition: Record<string, Value>): SelectionExpression {
    const keys = Object.keys(definition);
    if (keys.length === 1) return methodAndValue({ method: keys[0], value: definition[keys[0]!] });
    if (definition['method'] === undefined || definition['value'] === undefined) {
      throw reject(`expected one key, or 'method' and 'value', but got ${keys.join(', ')}`);
    }
    const expression = methodAndValue(definition);
    return definition['exclude'] === undefined ? expression : without(expression, definition['exclude']);
  }

  function methodAndValue(definition: Record<string, Value>): SelectionExpression {
    const method = String(definition['method']);
    const value: Value = definition['value'];
    if (method === 'selector') {
      const found = known.get(String(value));
      if (found !== undefined) return found.expression;
      throw reject(
        `there is no selector '${value}' above it`,
        didYouMean(String(value), known.keys()) ??
          'A selector can only use those that are defined before it.',
      );
    }
    const name = method.split('.')[0]!;
    if (!Object.hasOwn(SELECTOR_METHODS, name)) {
      throw reject(`'${name}' is not a valid method name`, didYouMean(name, Object.keys(SELECTOR_METHODS)));
    }
    if (value === null || typeof value === 'object') {
      throw reject(`the value of '${method}' must be a text, a number or true/false`);
    }
    const mode: Value = definition['indirect_selection'] ?? defaultMode;
    if (!MODES.includes(mode)) {
      throw reject(`indirect_selection is '${mode}'`, `It is one of: ${MODES.join(', ')}.`);
    }
    return createCriterion(
      {
        raw: `${method}:${value}`,
        method,
        value,
        childrensParents: isTrue(definition['childrens_parents']),
        parentsDepth: depthOf(definition, 'parents'),
        childrenDepth: depthOf(definition, 'children'),
      },
      mode,
    );
  }

  function depthOf(definition: Record<string, Value>, direction: 'parents' | 'children'): number | undefined {
    if (!isTrue(definition[direction])) return undefined;
    const depth: Value = definition[`${direction}_depth`];
    if (depth === undefined || depth === null) return Number.POSITIVE_INFINITY;
    if (!Number.isInteger(Number(depth)))
      throw reject(`${direction}_depth must be a whole number, not '${depth}'`);
    return Number(depth);
  }

  return { root };
}

function isTrue(value: Value): boolean {
  return value === true || String(value).toLowerCase() === 'true';
}
