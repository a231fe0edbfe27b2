import { PyDate, PyDateTime, PyTime, PyTimeDelta } from '../../jinja/modules/datetime.js';
import { jsonDumps } from '../../jinja/modules/json.js';
import { PyDecimal } from '../../jinja/values/decimal.js';
import { asFloat, asInteger, floatText, isDict, pyStr } from '../../jinja/values/operations.js';
import { PyFloat, type Value } from '../../jinja/values/types.js';
import type { AgateTypeName } from './types.js';

/** What a fetched column was found to be, and how its values become those that templates see. */
export interface ColumnCoercion {
  readonly type: AgateTypeName;
  /** Never given null; absent when the values are right as they are. */
  readonly convert?: (value: Value) => Value;
}

interface ColumnRule {
  readonly type: AgateTypeName;
  readonly fits: (value: Value) => boolean;
  readonly convert?: (value: Value) => Value;
}

/** What dbt tries for the values of a fetched column, first to last; ISODateTime takes nothing that DateTime does not. */
const RULES: readonly ColumnRule[] = [
  { type: 'Integer', fits: isInt },
  { type: 'Number', fits: isNumeric, convert: toDecimal },
  { type: 'Date', fits: isDate },
  { type: 'DateTime', fits: (value) => value instanceof PyDate, convert: toDateTime },
  { type: 'Boolean', fits: (value) => toBoolean(value) !== undefined, convert: (value) => toBoolean(value) },
];

/**
 * The table type of a fetched column: the first that fits every value. Text is never looked into (a column with one
 * string is Text); lists and structs become JSON text; a column of nulls is Integer.
 */
export function coerceColumn(rows: readonly (readonly Value[])[], index: number): ColumnCoercion {
  const rule = RULES.find(({ fits }) => rows.every((row) => row[index] === null || fits(row[index])));
  if (rule !== undefined) return { type: rule.type, convert: rule.convert };
  const plain = rows.every((row) => row[index] === null || typeof row[index] === 'string');
  return plain ? { type: 'Text' } : { type: 'Text', convert: toText };
}

function isInt(value: Value): boolean {
  return typeof value !== 'boolean' && asInteger(value) !== undefined;
}

function isNumeric(value: Value): boolean {
  return value instanceof PyDecimal || isInt(value) || asFloat(value) !== undefined;
}

function toText(value: Value): Value {
  return isContainer(value) ? containerJson(value) : pyStr(value);
}

function toDecimal(value: Value): Value {
  if (value instanceof PyDecimal) return value;
  const whole = asInteger(value);
  if (whole !== undefined) return PyDecimal.ofInt(whole);
  // Through the shortest text of the float, so that 0.1 is 0.1.
  return PyDecimal.parse(floatText(asFloat(value)!));
}

function isDate(value: Value): value is PyDate {
  return value instanceof PyDate && !(value instanceof PyDateTime);
}

function toDateTime(value: Value): Value {
  return isDate(value) ? PyDateTime.combine(value, PyTime.of()) : value;
}

function toBoolean(value: Value): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const number = value instanceof PyDecimal ? value.toNumber() : Number(asInteger(value) ?? Number.NaN);
  return number === 1 ? true : number === 0 ? false : undefined;
}

function isContainer(value: Value): boolean {
  return Array.isArray(value) || isDict(value);
}

function containerJson(value: Value): string {
  return jsonDumps(value, { fallback: jsonFallback });
}

/** How values that JSON does not know are written inside lists and structs, and in print_json. */
export function jsonFallback(value: Value): Value {
  if (value instanceof PyDecimal) return new PyFloat(value.toNumber());
  if (value instanceof PyDateTime || value instanceof PyDate || value instanceof PyTime)
    return value.isoformat();
  if (value instanceof PyTimeDelta) return value.pyStr();
  return pyStr(value);
}
