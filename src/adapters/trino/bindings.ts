import { XformError } from '../../errors/error.js';
import { PyDate, PyDateTime, PyTime } from '../../jinja/modules/datetime.js';
import { PyBytes } from '../../jinja/values/bytes.js';
import { PyDecimal } from '../../jinja/values/decimal.js';
import { pyStr } from '../../jinja/values/text.js';
import { PyFloat, type Value } from '../../jinja/values/types.js';

/** Quoted text, names and comments hold no marks. */
const PIECES = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\?|%s|%%/g;

/**
 * A statement with values for its marks: `?`, which the server fills in when `prepared`, or Python's `%s`, which is
 * filled in here. The values are literals of their types either way, since the protocol knows no others.
 */
export function bindValues(sql: string, values: readonly Value[], prepared: boolean): string {
  const marks = [...sql.matchAll(PIECES)].filter(([piece]) => piece === '?' || piece === '%s');
  if (marks.length !== values.length) {
    throw new XformError(
      'database',
      `The statement has ${marks.length} marks (? or %s) for ${values.length} values`,
    );
  }
  if (values.length === 0) return sql.replaceAll('%%', '%');
  if (prepared && marks.every(([piece]) => piece === '?')) {
    return `EXECUTE IMMEDIATE ${textLiteral(sql)} USING ${values.map(literal).join(', ')}`;
  }
  let used = 0;
  return sql.replace(PIECES, (piece) => {
    if (piece === '?' || piece === '%s') return literal(values[used++]);
    return piece === '%%' ? '%' : piece;
  });
}

export function textLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function literal(value: Value): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  if (typeof value === 'number' || value instanceof PyFloat) return floatLiteral(Number(value));
  if (value instanceof PyDecimal) return decimalLiteral(value);
  if (value instanceof PyDateTime) return `TIMESTAMP '${pyStr(value)}'`;
  if (value instanceof PyDate) return `DATE '${pyStr(value)}'`;
  if (value instanceof PyTime) return `TIME '${pyStr(value)}'`;
  if (value instanceof PyBytes) return `X'${value.data.toString('hex')}'`;
  if (Array.isArray(value)) return `ARRAY[${value.map(literal).join(', ')}]`;
  return textLiteral(pyStr(value));
}

function floatLiteral(value: number): string {
  if (Number.isNaN(value)) return 'nan()';
  if (!Number.isFinite(value)) return value > 0 ? 'infinity()' : '-infinity()';
  return `DOUBLE '${value}'`;
}

function decimalLiteral(value: PyDecimal): string {
  if (!value.isFinite()) return floatLiteral(value.toNumber());
  const text = value.pyStr();
  return /e/i.test(text) ? `DOUBLE '${text}'` : `DECIMAL '${text}'`;
}
