import type { Column } from 'snowflake-sdk';
import { PyDate, PyDateTime, PyTime, PyTimeDelta, PyTimeZone } from '../../jinja/modules/datetime.js';
import { PyBytes } from '../../jinja/values/bytes.js';
import { PyDecimal } from '../../jinja/values/decimal.js';
import { PyFloat, type Value } from '../../jinja/values/types.js';

type Parser = (text: string, column: Column) => Value;

const parseFixed: Parser = (text, column) => {
  if (column.getScale() > 0) return PyDecimal.parse(text);
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
};

const parseReal: Parser = (text) => {
  const names: Readonly<Record<string, number>> = { inf: Infinity, '-inf': -Infinity, NaN: Number.NaN };
  return new PyFloat(names[text] ?? Number(text));
};

/** By the server's name of the type; everything else (text, VARIANT, OBJECT, ARRAY) is its text. */
const PARSERS: Readonly<Record<string, Parser>> = {
  fixed: parseFixed,
  real: parseReal,
  boolean: (text) => text === 'true' || text === '1' || text === 'TRUE',
  date: (text) => parseDate(text),
  time: (text) => parseTime(text),
  timestamp_ntz: (text) => parseTimestamp(text),
  timestamp_ltz: (text) => parseTimestamp(text),
  timestamp_tz: (text) => parseTimestamp(text),
  binary: (text) => new PyBytes(Buffer.from(text, 'hex')),
};

/** A cell as the client gives it, with numbers and dates as text. */
export function convertCell(cell: unknown, column: Column): Value {
  if (cell === null || cell === undefined) return null;
  if (typeof cell === 'boolean') return cell;
  if (Buffer.isBuffer(cell)) return new PyBytes(Buffer.from(cell));
  const type = column.getType().toLowerCase();
  const text = String(cell);
  return Object.hasOwn(PARSERS, type) ? PARSERS[type]!(text, column) : text;
}

function parseDate(text: string): Value {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  return match === null ? text : PyDate.of(Number(match[1]), Number(match[2]), Number(match[3]));
}

const TIME = /^(\d\d):(\d\d):(\d\d)(?:\.(\d+))?$/;

function parseTime(text: string): Value {
  const match = TIME.exec(text);
  if (match === null) return text;
  return PyTime.of(Number(match[1]), Number(match[2]), Number(match[3]), micros(match[4]), null);
}

const TIMESTAMP = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?: ?([+-])(\d\d):?(\d\d)| ?Z)?$/;

/** As the session's output formats print it (set in the session: see connectionOptions.ts). */
function parseTimestamp(text: string): Value {
  const match = TIMESTAMP.exec(text);
  if (match === null) return text;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return PyDateTime.of(year, month, day, hour, minute, second, micros(match[7]), zoneOf(match));
}

/** Python's datetimes have microseconds; what is finer is cut off. */
function micros(fraction: string | undefined): number {
  return fraction === undefined ? 0 : Number(fraction.padEnd(6, '0').slice(0, 6));
}

function zoneOf(match: RegExpExecArray): PyTimeZone | null {
  if (match[8] === undefined) return null;
  const seconds = Number(match[9]) * 3600 + Number(match[10]) * 60;
  return PyTimeZone.of(PyTimeDelta.of({ seconds: match[8] === '-' ? -seconds : seconds }));
}
