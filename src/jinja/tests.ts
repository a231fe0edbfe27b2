import { FILTERS } from './filters/index.js';
import { add, modulo } from './values/arithmetic.js';
import { contains, type OrderOperator, pyEquals, pyOrder } from './values/compare.js';
import { findIterable } from './values/iterate.js';
import { isMapping } from './values/mapping.js';
import { type Method, methodTable } from './values/methods/method.js';
import { isLower, isUpper } from './values/methods/stringCase.js';
import { asFloat, isNumber } from './values/numbers.js';
import { pyStr } from './values/text.js';
import { isCallable, isPyObject, type Value } from './values/types.js';
import { Undefined } from './values/undefined.js';

function isInteger(value: Value): boolean {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
}

function isSequence(value: Value): boolean {
  if (typeof value === 'string' || Array.isArray(value) || value instanceof Undefined) return true;
  // Jinja2 asks for a length and items: a relation is a mapping to it, and has no length.
  if (isPyObject(value))
    return ['sequence', 'mapping'].includes(value.pyKind()) && value.pyLen() !== undefined;
  return isMapping(value);
}

/** Undefined has a `__call__` (that raises), so Python takes it for callable. */
function isCallableValue(value: Value): boolean {
  return isCallable(value) || value instanceof Undefined || (isPyObject(value) && value.pyCall !== undefined);
}

/** Python's `is`: the same object; equal small values are. */
function isSame(value: Value, other: Value): boolean {
  return value === other;
}

function ordering(operator: OrderOperator): (value: Value, other: Value) => boolean {
  return (value, other) => pyOrder(operator, value, other);
}

const equal = (value: Value, other: Value): boolean => pyEquals(value, other);
const unequal = (value: Value, other: Value): boolean => !pyEquals(value, other);
const less = ordering('<');
const lessOrEqual = ordering('<=');
const greater = ordering('>');
const greaterOrEqual = ordering('>=');

/** A host number (Decimal) adds to a number. */
function isNumberLike(value: Value): boolean {
  return isNumber(value) || (isPyObject(value) && value.pyType === 'Decimal' && add(value, 0) !== undefined);
}

/** All tests by name; each gives a boolean. */
export const TESTS: ReadonlyMap<string, Method> = methodTable('test', {
  defined: ['', (value) => !(value instanceof Undefined)],
  undefined: ['', (value) => value instanceof Undefined],
  none: ['', (value) => value === null],
  boolean: ['', (value) => typeof value === 'boolean'],
  true: ['', (value) => value === true],
  false: ['', (value) => value === false],
  integer: ['', isInteger],
  float: ['', (value) => asFloat(value) !== undefined],
  number: ['', isNumberLike],
  string: ['', (value) => typeof value === 'string'],
  mapping: ['', isMapping],
  sequence: ['', isSequence],
  iterable: ['', (value) => findIterable(value) !== undefined],
  callable: ['', isCallableValue],
  escaped: ['', () => false],
  sameas: ['other', isSame],
  lower: ['', (value) => isLower(pyStr(value))],
  upper: ['', (value) => isUpper(pyStr(value))],
  odd: ['', (value) => pyEquals(modulo(value, 2), 1)],
  even: ['', (value) => pyEquals(modulo(value, 2), 0)],
  divisibleby: ['num', (value, divisor) => pyEquals(modulo(value, divisor), 0)],
  in: ['seq', (value, container) => contains(container, value)],
  filter: ['', (value) => FILTERS.has(value)],
  test: ['', (value) => TESTS.has(value)],
  eq: ['other', equal],
  equalto: ['other', equal],
  '==': ['other', equal],
  ne: ['other', unequal],
  '!=': ['other', unequal],
  lt: ['other', less],
  lessthan: ['other', less],
  '<': ['other', less],
  le: ['other', lessOrEqual],
  '<=': ['other', lessOrEqual],
  gt: ['other', greater],
  greaterthan: ['other', greater],
  '>': ['other', greater],
  ge: ['other', greaterOrEqual],
  '>=': ['other', greaterOrEqual],
});
