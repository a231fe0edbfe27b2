import { XformError } from '../../errors/error.js';
import { PyDate, PyDateTime, PyTime } from '../../jinja/modules/datetime.js';
import { PyBytes } from '../../jinja/values/bytes.js';
import { PyDecimal } from '../../jinja/values/decimal.js';
import { pyStr } from '../../jinja/values/text.js';
import { PyFloat, type Value } from '../../jinja/values/types.js';

/**
 * Puts values in the place of `%s`, as the connector for Python does: seeds have more values than a statement may
 * have binds. `%%` is a percent sign.
 */
export function interpolate(sql: string, values: readonly Value[]): string {
  let used = 0;
  const text = sql.replace(/%([s%])/g, (_mark, kind: string) => {
    if (kind === '%') return '%';
    return used < values.length ? literal(values[used++]) : '%s';
  });
  const marks = (sql.match(/%s/g) ?? []).length;
  if (marks !== values.length) {
    throw new XformError('database', `The statement has ${marks} marks (%s) for ${values.length} values`);
  }
  return text;
}

function literal(value: Value): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number' || value instanceof PyFloat) return floatLiteral(Number(value));
  if (value instanceof PyDecimal && value.isFinite()) return value.pyStr();
  if (value instanceof PyBytes) return `X'${value.data.toString('hex')}'`;
  if (value instanceof PyDateTime || value instanceof PyDate || value instanceof PyTime)
    return `'${pyStr(value)}'`;
  return quoted(pyStr(value));
}

function floatLiteral(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? "'NaN'::float" : value > 0 ? "'inf'::float" : "'-inf'::float";
}

/** Backslashes escape inside Snowflake's quotes. */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\r', '\\r')}'`;
}
