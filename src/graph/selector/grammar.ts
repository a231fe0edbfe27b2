import { XformError } from '../../errors/error.js';
import type { Criterion, IndirectSelection, SelectionExpression } from './types.js';

const FILE_ENDINGS = ['.sql', '.py', '.csv'];

/** `[@][n+][method[.argument...]:]value[+n]`, all parts optional but the value. */
const CRITERION = /^(@)?(?:(\d*)\+)?(?:([\w.]+):)?(.*?)(?:\+(\d*))?$/s;

/** Parses one term of --select. Throws XformError('usage'). */
export function parseCriterion(raw: string, indirectSelection: IndirectSelection): Criterion {
  const [, at, parents, method, value, children] = CRITERION.exec(raw)!;
  return createCriterion(
    {
      raw,
      method,
      value: value!,
      childrensParents: at !== undefined,
      parentsDepth: depthOf(parents),
      childrenDepth: depthOf(children),
    },
    indirectSelection,
  );
}

export interface CriterionParts {
  readonly raw: string;
  /** With its arguments (`config.materialized`); without it, the value tells what is meant. */
  readonly method?: string;
  readonly value: Criterion['value'];
  readonly childrensParents?: boolean;
  readonly parentsDepth?: number;
  readonly childrenDepth?: number;
}

export function createCriterion(parts: CriterionParts, indirectSelection: IndirectSelection): Criterion {
  const childrensParents = parts.childrensParents ?? false;
  if (childrensParents && parts.childrenDepth !== undefined) {
    throw new XformError(
      'usage',
      `Invalid node spec '${parts.raw}' - '@' prefix and '+' suffix are incompatible`,
      {
        hint: "'@x' selects what is downstream of x already, and everything that needs.",
      },
    );
  }
  const [method, ...methodArguments] = (parts.method ?? defaultMethod(String(parts.value))).split('.');
  return {
    kind: 'criterion',
    raw: parts.raw,
    method: method!,
    methodArguments,
    value: parts.value,
    childrensParents,
    parentsDepth: parts.parentsDepth,
    childrenDepth: parts.childrenDepth,
    indirectSelection,
  };
}

function depthOf(digits: string | undefined): number | undefined {
  if (digits === undefined) return undefined;
  return digits === '' ? Number.POSITIVE_INFINITY : Number(digits);
}

function defaultMethod(value: string): string {
  if (value.includes('/') || value.includes('\\')) return 'path';
  if (FILE_ENDINGS.some((ending) => value.toLowerCase().endsWith(ending))) return 'file';
  return 'fqn';
}

/** What is selected when nothing is said: everything there is. */
const EVERYTHING = [
  'fqn:*',
  'source:*',
  'exposure:*',
  'metric:*',
  'semantic_model:*',
  'saved_query:*',
  'unit_test:*',
];

/**
 * The expression of `--select` and `--exclude`: space or repetition is a union, a comma an intersection, and what is
 * excluded is taken away last, with its tests as the mode of indirect selection says.
 */
export function parseSelection(
  select: readonly string[],
  exclude: readonly string[],
  indirectSelection: IndirectSelection,
): SelectionExpression {
  const included = parseUnion(select.length > 0 ? select : EVERYTHING, indirectSelection, select.length > 0);
  if (exclude.length === 0) return included;
  const excluded = parseUnion(exclude, indirectSelection, true);
  return { kind: 'difference', parts: [included, excluded], indirectSelection };
}

function parseUnion(
  terms: readonly string[],
  indirectSelection: IndirectSelection,
  expectExists: boolean,
): SelectionExpression {
  const words = terms.flatMap((term) => (term.trim() === '' ? [''] : term.trim().split(/ +/)));
  return {
    kind: 'union',
    parts: words.map((word) => parseIntersection(word, indirectSelection, expectExists)),
    indirectSelection,
  };
}

function parseIntersection(
  word: string,
  indirectSelection: IndirectSelection,
  expectExists: boolean,
): SelectionExpression {
  return {
    kind: 'intersection',
    // An empty part (`a,`) finds nothing, and so then does the intersection: it is more likely a lost variable of a
    // script than a wish to select more.
    parts: word.split(',').map((part) => parseCriterion(part, indirectSelection)),
    indirectSelection,
    ...(expectExists && { expectExists: word }),
  };
}
