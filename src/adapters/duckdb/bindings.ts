import { type DuckDBValue, decimalValue, timestampValue } from '@duckdb/node-api';
import { PyDateTime } from '../../jinja/modules/datetime.js';
import { PyDecimal } from '../../jinja/values/decimal.js';
import { isPyObject, PyFloat, type Value } from '../../jinja/values/types.js';

/** A Jinja value as a parameter of a statement; what DuckDB has no literal for goes as text. */
export function bindingValue(value: Value): DuckDBValue {
  if (
    value === null ||
    typeof value === 'boolean' ||
    typeof value === 'string' ||
    typeof value === 'bigint'
  ) {
    return value;
  }
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (value instanceof PyFloat) return value.value;
  if (value instanceof PyDecimal) return decimalBinding(value.pyStr());
  if (value instanceof PyDateTime && value.tzinfo === null) return timestampValue(microsOf(value));
  return isPyObject(value) ? value.pyStr() : String(value);
}

const MAX_DECIMAL_WIDTH = 38;

function decimalBinding(text: string): DuckDBValue {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return text;
  const scale = match[3]?.length ?? 0;
  const digits = `${match[2]}${match[3] ?? ''}`;
  if (digits.length > MAX_DECIMAL_WIDTH) return text;
  return decimalValue(BigInt(`${match[1]}${digits}`), Math.max(digits.length, 1), scale);
}

function microsOf(moment: PyDateTime): bigint {
  const { year, month, day, hour, minute, second, microsecond } = moment;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  return BigInt(date.getTime()) * 1000n + BigInt(microsecond);
}
