import { isXformError } from '../../errors/error.js';
import { PyDate, PyDateTime } from '../../jinja/modules/datetime.js';
import { PyDecimal } from '../../jinja/values/decimal.js';
import type { Value } from '../../jinja/values/types.js';
import type { AgateTypeName } from '../table.js';
import { parseIsoDateTime } from './isoDateTime.js';

/** A cell as read: text, or null where the row was too short to have it. */
export type RawCell = string | null;

interface SeedRule {
  readonly type: AgateTypeName;
  /** The value of a trimmed text; undefined when it is not of this type. */
  readonly parse: (text: string) => Value | undefined;
}

/** What dbt tries for a column of a seed, first to last; a column that fits none is Text. */
const RULES: readonly SeedRule[] = [
  { type: 'Number', parse: parseNumber },
  { type: 'Date', parse: parseDate },
  { type: 'DateTime', parse: parseDateTime },
  { type: 'ISODateTime', parse: (text) => valid(() => parseIsoDateTime(text)) },
  { type: 'Boolean', parse: (text) => BOOLEANS.get(text.toLowerCase()) },
];

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

/** Type and values of a seed's column. `''` and `null` in any case are null, in text too. */
export function inferColumn(
  cells: readonly RawCell[],
  forceText: boolean,
): { readonly type: AgateTypeName; readonly values: Value[] } {
  if (!forceText) {
    // Only cells that are not there at all pass for ints: those are texts otherwise.
    if (cells.every((cell) => cell === null)) return { type: 'Integer', values: [...cells] };
    for (const rule of RULES) {
      const values = parseAll(cells, rule);
      if (values !== undefined) return { type: rule.type, values };
    }
  }
  return { type: 'Text', values: cells.map((cell) => (isNull(cell) ? null : cell)) };
}

function isNull(cell: RawCell): boolean {
  if (cell === null) return true;
  const text = cell.trim();
  return text === '' || (text.length === 4 && text.toLowerCase() === 'null');
}

function parseAll(cells: readonly RawCell[], rule: SeedRule): Value[] | undefined {
  const values: Value[] = [];
  for (const cell of cells) {
    const value = isNull(cell) ? null : rule.parse(cell!.trim());
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

const SMALL_INT = /^-?\d{1,15}$/;
/** Signs of currencies and per cent, which agate takes off both ends of a number. */
const AFFIXES = /^[؋$ƒ៛¥₡₱£€¢﷼₪₩₭₮₦฿₤₫%]+|[؋$ƒ៛¥₡₱£€¢﷼₪₩₭₮₦฿₤₫%]+$/g;

/** Numbers with thousands separators, signs and currencies as agate reads them, rounded to 28 digits. */
function parseNumber(text: string): PyDecimal | undefined {
  if (SMALL_INT.test(text) && text !== '-0') return PyDecimal.ofInt(Number(text));
  const negative = text.startsWith('-');
  const bare = (negative ? text.slice(1) : text).replace(AFFIXES, '').replaceAll(',', '');
  const number = PyDecimal.findParse(/^[\x00-\x7f]*$/.test(bare) ? bare : asciiDigits(bare));
  if (number === undefined) return undefined;
  return negative ? number.withOtherSign() : number.rounded();
}

/** Python reads the decimal digits of every script. */
function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    // Digits of a script are ten code points in a row; its zero is the last one whose predecessor is no digit.
    let zero = digit.codePointAt(0)!;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && digit.codePointAt(0)! - zero < 9) zero--;
    return String(digit.codePointAt(0)! - zero);
  });
}

const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const DATE_TIME = /^(\d{4})-(\d{1,2})-(\d{1,2})\s+(\d{1,2}):(\d{1,2}):(\d{1,2})$/;

function parseDate(text: string): PyDate | undefined {
  const match = DATE.exec(text);
  return match ? valid(() => PyDate.of(Number(match[1]), Number(match[2]), Number(match[3]))) : undefined;
}

function parseDateTime(text: string): PyDateTime | undefined {
  const match = DATE_TIME.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return valid(() => PyDateTime.of(year, month, day, hour, minute, second));
}

/** undefined for a date that does not exist. */
function valid<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (isXformError(error)) return undefined;
    throw error;
  }
}
