import { isXformError } from '../../errors/error.js';
import { PyDate, PyDateTime } from '../../jinja/modules/datetime.js';
import { PyDecimal } from '../../jinja/values/decimal.js';
import type { Value } from '../../jinja/values/types.js';
import type { AgateTypeName } from '../table.js';
import { clockFields } from '../temporalText.js';
import { parseIsoDateTime } from './isoDateTime.js';

/** A cell as read: text, or null where the row was too short to have it. */
export type RawCell = string | null;

interface SeedRule {
  readonly type: AgateTypeName;
  /** The value of a trimmed text; undefined when it is not of this type. */
  readonly parse: (text: string) => Value | undefined;
  /** Texts that certainly are of this type: most cells need not be parsed to find a column's type. */
  readonly sure?: RegExp;
}

/** What dbt tries for a column of a seed, first to last; a column that fits none is Text. */
const RULES: readonly SeedRule[] = [
  { type: 'Number', parse: parseNumber, sure: /^-?\d+(?:\.\d+)?$/ },
  { type: 'Date', parse: parseDate, sure: /^[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])$/ },
  {
    type: 'DateTime',
    parse: parseDateTime,
    sure: /^[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8]) (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/,
  },
  { type: 'ISODateTime', parse: (text) => valid(() => parseIsoDateTime(text)) },
  { type: 'Boolean', parse: (text) => BOOLEANS.get(text.toLowerCase()) },
];

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

/** Type of a seed's column, found without making its values. `''` and `null` in any case are null. */
export function inferType(cells: readonly RawCell[]): AgateTypeName {
  // Only cells that are not there at all pass for ints: those are texts otherwise.
  if (cells.every((cell) => cell === null)) return 'Integer';
  return RULES.find((rule) => cells.every((cell) => fits(cell, rule)))?.type ?? 'Text';
}

function fits(cell: RawCell, rule: SeedRule): boolean {
  if (cell === null || rule.sure?.test(cell) || isNull(cell)) return true;
  return rule.parse(cell.trim()) !== undefined;
}

function isNull(cell: string): boolean {
  const text = cell.trim();
  return text === '' || (text.length === 4 && text.toLowerCase() === 'null');
}

/** The value of a cell in a column of this type; texts keep their spaces. */
export function parseCell(cell: RawCell, type: AgateTypeName): Value {
  if (cell === null || isNull(cell)) return null;
  const rule = RULES.find((candidate) => candidate.type === type);
  return rule === undefined ? cell : rule.parse(cell.trim());
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
  return match ? valid(() => PyDateTime.of(...clockFields(match))) : undefined;
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
