import pg from 'pg';
import { XformError } from '../../errors/error.js';
import { PyDate, PyDateTime, PyTime, PyTimeDelta } from '../../jinja/modules/datetime.js';
import { PyBytes } from '../../jinja/values/bytes.js';
import { PyDecimal } from '../../jinja/values/decimal.js';
import { pyStr } from '../../jinja/values/text.js';
import { PyFloat, type Value } from '../../jinja/values/types.js';

/**
 * Puts values in the place of `%s`, as psycopg2 does: templates write that mark, and statements of thousands of rows
 * have more values than the protocol takes. `%%` is a percent sign.
 */
export function interpolate(sql: string, values: readonly Value[]): string {
  let used = 0;
  const text = sql.replace(/%([s%])/g, (_mark, kind: string) => {
    if (kind === '%') return '%';
    if (used >= values.length) throw wrongCount(sql, values);
    return literal(values[used++]);
  });
  if (used !== values.length) throw wrongCount(sql, values);
  return text;
}

function wrongCount(sql: string, values: readonly Value[]): XformError {
  const marks = (sql.match(/%s/g) ?? []).length;
  return new XformError('database', `The statement has ${marks} marks (%s) for ${values.length} values`);
}

function literal(value: Value): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number' || value instanceof PyFloat) return floatLiteral(Number(value));
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.length === 0 ? "'{}'" : `ARRAY[${value.map(literal).join(', ')}]`;
  if (value instanceof PyDecimal) {
    return value.isFinite() ? value.pyStr() : `'${value.pyStr()}'::numeric`;
  }
  if (value instanceof PyDateTime) return typed(value, value.tzinfo === null ? 'timestamp' : 'timestamptz');
  if (value instanceof PyDate) return typed(value, 'date');
  if (value instanceof PyTime) return typed(value, value.tzinfo === null ? 'time' : 'timetz');
  if (value instanceof PyTimeDelta) {
    return `'${value.days} days ${value.seconds}.${String(value.microseconds).padStart(6, '0')} seconds'::interval`;
  }
  if (value instanceof PyBytes) return `'\\x${value.data.toString('hex')}'::bytea`;
  return pg.escapeLiteral(pyStr(value));
}

function typed(value: Value, type: string): string {
  return `'${pyStr(value)}'::${type}`;
}

function floatLiteral(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return `'${Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity'}'::float`;
}
