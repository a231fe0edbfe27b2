import { XformError } from '../../errors/error.js';
import { PyDate, PyDateTime } from '../../jinja/modules/datetime.js';
import { PyBytes } from '../../jinja/values/bytes.js';
import { PyDecimal } from '../../jinja/values/decimal.js';
import { pyStr } from '../../jinja/values/text.js';
import { PyFloat, type Value } from '../../jinja/values/types.js';

const PIECES =
  /'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*"|`(?:[^`]|``)*`|--[^\n]*|\/\*[\s\S]*?\*\/|%s|%%/g;

/** Puts values in the place of `%s`: the protocol knows no values beside a statement. `%%` is a percent sign. */
export function interpolate(sql: string, values: readonly Value[]): string {
  let used = 0;
  const text = sql.replace(PIECES, (piece) => {
    if (piece === '%%') return '%';
    return piece === '%s' ? literal(values[used++]) : piece;
  });
  if (used !== values.length) {
    throw new XformError('database', `The statement has ${used} marks (%s) for ${values.length} values`);
  }
  return text;
}

function literal(value: Value): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  if (typeof value === 'number' || value instanceof PyFloat) return `double('${Number(value)}')`;
  if (value instanceof PyDecimal) return value.isFinite() ? value.pyStr() : `double('${value.pyStr()}')`;
  if (value instanceof PyDateTime) return `timestamp'${pyStr(value)}'`;
  if (value instanceof PyDate) return `date'${pyStr(value)}'`;
  if (value instanceof PyBytes) return `X'${value.data.toString('hex')}'`;
  if (Array.isArray(value)) return `array(${value.map(literal).join(', ')})`;
  return `'${pyStr(value).replace(/[\\']/g, '\\$&')}'`;
}
