import type pg from 'pg';
import { parse as parseArray } from 'postgres-array';
import { parseJson } from '../../jinja/modules/parseJson.js';
import { PyBytes } from '../../jinja/values/bytes.js';
import { PyDecimal } from '../../jinja/values/decimal.js';
import { parseDigits } from '../../jinja/values/numbers.js';
import { PyFloat, type Value } from '../../jinja/values/types.js';
import { parseTimeText } from '../temporalText.js';
import { parseDate, parseInterval, parseTimestamp } from './temporal.js';

type Parser = (text: string) => Value;

/** Types for pg's client: every cell as the server's text, which is exact. */
export const textParsers: pg.CustomTypesConfig = {
  getTypeParser: () => (text: string) => text,
};

const parseReal: Parser = (text) => new PyFloat(Number(text));
const parseNumeric: Parser = (text) => PyDecimal.parse(text);
const parseBoolean: Parser = (text) => text === 't';
const parseBinary: Parser = (text) => new PyBytes(Buffer.from(text.slice(2), 'hex'));

/** By OID; everything else is its text, as psycopg2 has it. */
const PARSERS: ReadonlyMap<number, Parser> = new Map<number, Parser>([
  [16, parseBoolean],
  [17, parseBinary],
  [20, parseDigits],
  [21, parseDigits],
  [23, parseDigits],
  [26, parseDigits],
  [114, parseJson],
  [3802, parseJson],
  [700, parseReal],
  [701, parseReal],
  [1700, parseNumeric],
  [1082, parseDate],
  [1083, parseTimeText],
  [1266, parseTimeText],
  [1114, parseTimestamp],
  [1184, parseTimestamp],
  [1186, parseInterval],
]);

/** Array type -> type of its elements (25: text). */
const ELEMENTS: ReadonlyMap<number, number> = new Map([
  [1000, 16],
  [1001, 17],
  [1002, 25],
  [1003, 25],
  [1009, 25],
  [1014, 25],
  [1015, 25],
  [1005, 21],
  [1007, 23],
  [1016, 20],
  [1028, 26],
  [1021, 700],
  [1022, 701],
  [1231, 1700],
  [1182, 1082],
  [1183, 1083],
  [1270, 1266],
  [1115, 1114],
  [1185, 1184],
  [1187, 1186],
  [199, 114],
  [3807, 3802],
]);

/** A cell of the server's text format as the Jinja value psycopg2 would give. */
export function convertCell(text: string | null, oid: number): Value {
  if (text === null) return null;
  const parser = PARSERS.get(oid);
  if (parser !== undefined) return parser(text);
  const element = ELEMENTS.get(oid);
  if (element === undefined) return text;
  return parseArray(text, (item) => convertCell(item, element));
}
