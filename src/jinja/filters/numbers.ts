import { roundFloat } from '../values/format/digits.js';
import { asFloat, asInteger, asNumber, clampToSafe, integer, truncate } from '../values/numbers.js';
import { parseFloatText, parseIntegerText } from '../values/parseNumber.js';
import { raise } from '../values/raise.js';
import { typeName } from '../values/typeName.js';
import { isPyObject, PyFloat, type Value } from '../values/types.js';
import { Undefined } from '../values/undefined.js';
import type { FilterRows } from './filter.js';

/** `int`: the default when the value is no number. */
function toInteger(value: Value, fallback: Value = 0, base: Value = 10): Value {
  if (value instanceof Undefined) throw value.error();
  if (typeof value === 'string') {
    const whole = parseIntegerText(value, clampToSafe(asInteger(base) ?? 10));
    if (whole !== undefined) return whole;
    const float = parseFloatText(value);
    return float === undefined || !Number.isFinite(float) ? fallback : truncate(float);
  }
  const whole = asInteger(value);
  if (whole !== undefined) return whole;
  const float = asFloat(value) ?? numberOfObject(value);
  if (float === undefined || Number.isNaN(float)) return fallback;
  return Number.isFinite(float) ? truncate(float) : fallback;
}

function toFloat(value: Value, fallback: Value = new PyFloat(0)): Value {
  if (value instanceof Undefined) throw value.error();
  const number =
    typeof value === 'string' ? parseFloatText(value) : (asNumber(value) ?? numberOfObject(value));
  return number === undefined ? fallback : new PyFloat(number);
}

/** A host number such as Decimal, by its text. */
function numberOfObject(value: Value): number | undefined {
  if (!isPyObject(value) || value.pyBinary('+', 0, false) === undefined) return undefined;
  const number = Number(value.pyStr());
  return Number.isNaN(number) ? undefined : number;
}

const METHODS: Readonly<Record<string, (value: number) => number>> = { ceil: Math.ceil, floor: Math.floor };

function round(value: Value, precision: Value = 0, method: Value = 'common'): Value {
  if (value instanceof Undefined) throw value.error();
  const digits = asInteger(precision);
  if (digits === undefined)
    return raise(`'${typeName(precision)}' object cannot be interpreted as an integer`);
  if (method === 'common') return roundCommon(value, clampToSafe(digits));
  const rule = typeof method === 'string' && Object.hasOwn(METHODS, method) ? METHODS[method] : undefined;
  if (!rule) return raise('method must be common, ceil or floor');
  const number = asNumber(value) ?? numberOfObject(value);
  if (number === undefined) return raise(`must be real number, not ${typeName(value)}`);
  const scale = 10 ** clampToSafe(digits);
  return new PyFloat(rule(number * scale) / scale);
}

function roundCommon(value: Value, digits: number): Value {
  const whole = asInteger(value);
  if (whole !== undefined) return digits >= 0 ? whole : roundInteger(BigInt(whole), -digits);
  const float = asFloat(value);
  if (float !== undefined) return new PyFloat(roundFloat(float, digits));
  const rounded = isPyObject(value) ? value.pyAttr('__round__') : undefined;
  if (typeof rounded === 'function') return rounded([digits], {});
  return raise(`type ${typeName(value)} doesn't define __round__ method`);
}

/** Half to even on tens, hundreds, ... */
function roundInteger(value: bigint, digits: number): number | bigint {
  if (digits > 1000) return 0;
  const unit = 10n ** BigInt(digits);
  const size = value < 0n ? -value : value;
  const whole = size / unit;
  const twice = (size % unit) * 2n;
  const up = twice > unit || (twice === unit && whole % 2n === 1n);
  const rounded = (up ? whole + 1n : whole) * unit;
  return integer(value < 0n ? -rounded : rounded);
}

function abs(value: Value): Value {
  if (value instanceof Undefined) throw value.error();
  const whole = asInteger(value);
  if (whole !== undefined) return whole < 0 ? integer(-BigInt(whole)) : whole;
  const float = asFloat(value);
  if (float !== undefined) return new PyFloat(Math.abs(float));
  if (isPyObject(value)) {
    const order = value.pyCompare(0);
    const result =
      order !== undefined && order < 0 ? value.pyBinary('*', -1, false) : value.pyBinary('+', 0, false);
    if (result !== undefined) return result;
  }
  return raise(`bad operand type for abs(): '${typeName(value)}'`);
}

const UNITS: readonly (readonly [decimal: string, binary: string])[] = [
  ['kB', 'KiB'],
  ['MB', 'MiB'],
  ['GB', 'GiB'],
  ['TB', 'TiB'],
  ['PB', 'PiB'],
  ['EB', 'EiB'],
  ['ZB', 'ZiB'],
  ['YB', 'YiB'],
];

function fileSize(value: Value, binary?: Value): string {
  const bytes = asNumber(toFloat(value, null));
  if (bytes === undefined) return raise(`could not convert to a number of bytes: ${typeName(value)}`);
  const isBinary = binary !== undefined && binary !== false && binary !== null && binary !== 0;
  const base = isBinary ? 1024 : 1000;
  if (bytes === 1) return '1 Byte';
  if (bytes < base) return `${Math.trunc(bytes)} Bytes`;
  let unit = base;
  for (const [i, names] of UNITS.entries()) {
    unit = base ** (i + 2);
    if (bytes < unit || i === UNITS.length - 1)
      return `${((base * bytes) / unit).toFixed(1)} ${names[isBinary ? 1 : 0]}`;
  }
  return String(bytes);
}

export const NUMBER_FILTERS: FilterRows = {
  int: ['default? base?', toInteger],
  float: ['default?', toFloat],
  round: ['precision? method?', round],
  abs: ['', abs],
  filesizeformat: ['binary?', fileSize],
};
