import { PyDate, PyDateTime, PyTime, PyTimeDelta } from '../../jinja/modules/datetime.js';
import { jsonDumps } from '../../jinja/modules/json.js';
import { PyDecimal } from '../../jinja/values/decimal.js';
import { asFloat, asInteger, floatText, isDict, pyStr } from '../../jinja/values/operations.js';
import { PyFloat, type Value } from '../../jinja/values/types.js';
import type { AgateTypeName } from './types.js';

/** The cells of one fetched column as templates see them, and the type they were found to have. */
export interface CoercedColumn {
  readonly type: AgateTypeName;
  readonly values: readonly Value[];
}

interface ColumnRule {
  readonly type: AgateTypeName;
  /** The value in this type; undefined when it does not fit. Never given null. */
  readonly cast: (value: Value) => Value | undefined;
}

/** What dbt tries for the values of a fetched column, first to last; ISODateTime takes nothing that DateTime does not. */
const RULES: readonly ColumnRule[] = [
  { type: 'Integer', cast: (value) => (typeof value === 'boolean' ? undefined : asInteger(value)) },
  { type: 'Number', cast: toNumber },
  { type: 'Date', cast: (value) => (isDate(value) ? value : undefined) },
  { type: 'DateTime', cast: toDateTime },
  { type: 'Boolean', cast: toBoolean },
];

/**
 * The table type of a fetched column: the first that fits every value. Text is never looked into (a column with one
 * string is Text); lists and structs become JSON text; a column of nulls is Integer.
 */
export function coerceColumn(cells: readonly Value[]): CoercedColumn {
  let hasText = false;
  const values = cells.map((cell) => {
    const value = isContainer(cell) ? containerJson(cell) : cell;
    if (typeof value === 'string') hasText = true;
    return value;
  });
  if (!hasText) {
    for (const rule of RULES) {
      const cast = castAll(values, rule);
      if (cast !== undefined) return { type: rule.type, values: cast };
    }
  }
  return { type: 'Text', values: values.map((value) => (value === null ? null : pyStr(value))) };
}

function castAll(values: readonly Value[], rule: ColumnRule): Value[] | undefined {
  const result: Value[] = [];
  for (const value of values) {
    const cast = value === null ? null : rule.cast(value);
    if (cast === undefined) return undefined;
    result.push(cast);
  }
  return result;
}

function toNumber(value: Value): Value | undefined {
  if (typeof value === 'boolean') return undefined;
  if (value instanceof PyDecimal) return value;
  const whole = asInteger(value);
  if (whole !== undefined) return PyDecimal.ofInt(whole);
  const float = asFloat(value);
  // Through the shortest text of the float, so that 0.1 is 0.1.
  return float === undefined ? undefined : PyDecimal.parse(floatText(float));
}

function isDate(value: Value): value is PyDate {
  return value instanceof PyDate && !(value instanceof PyDateTime);
}

function toDateTime(value: Value): Value | undefined {
  if (value instanceof PyDateTime) return value;
  return isDate(value) ? PyDateTime.combine(value, PyTime.of()) : undefined;
}

function toBoolean(value: Value): Value | undefined {
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
