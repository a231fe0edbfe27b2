import type { Column } from 'snowflake-sdk';
import { PyDate, PyDateTime, PyTimeDelta, PyTimeZone } from '../../jinja/modules/datetime.js';
import { PyBytes } from '../../jinja/values/bytes.js';
import { PyDecimal } from '../../jinja/values/decimal.js';
import { parseDigits } from '../../jinja/values/numbers.js';
import { PyFloat, type Value } from '../../jinja/values/types.js';
import { parseTimeText } from '../temporalText.js';

type Parser = (text: string, column: Column) => Value;

const parseFixed: Parser = (text, column) => {
  if (column.getScale() > 0) return PyDecimal.parse(text);
  return parseDigits(text);
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
  // In another format than the session's TIME_OUTPUT_FORMAT it stays text.
  time: (text) => parseTimeText(text),
  binary: (text) => new PyBytes(Buffer.from(text, 'hex')),
};

/** A cell as the client gives it, with numbers as text. */
export function convertCell(cell: unknown, column: Column): Value {
  if (cell === null || cell === undefined) return null;
  if (typeof cell === 'boolean') return cell;
  if (Buffer.isBuffer(cell)) return new PyBytes(Buffer.from(cell));
  const type = column.getType().toLowerCase();
  // What the client is asked to give as text, it gives so for a missing value as well.
  if (cell === 'NULL' && type !== 'text') return null;
  if (cell instanceof Date) return convertDate(cell, type);
  const text = String(cell);
  return Object.hasOwn(PARSERS, type) ? PARSERS[type]!(text, column) : text;
}

/** The client's dates: whole seconds since 1970 and nanoseconds beside them. */
interface ClientDate extends Date {
  getEpochSeconds?(): number;
  getNanoSeconds?(): number;
  /** Minutes for a timestamp with an offset of its own, else a name. */
  getTimezone?(): number | string;
}

const MINUTE_MS = 60_000;

/** Python's datetimes have microseconds; what is finer is cut off. */
function convertDate(date: ClientDate, type: string): Value {
  const given = date.getTimezone?.();
  const offset = type === 'timestamp_tz' && typeof given === 'number' ? given : 0;
  const seconds = date.getEpochSeconds?.() ?? Math.floor(date.getTime() / 1000);
  const local = new Date(seconds * 1000 + offset * MINUTE_MS);
  const day = [local.getUTCFullYear(), local.getUTCMonth() + 1, local.getUTCDate()] as const;
  if (type === 'date') return PyDate.of(...day);
  const micros = Math.floor((date.getNanoSeconds?.() ?? 0) / 1000);
  const zone = type === 'timestamp_ntz' ? null : PyTimeZone.of(PyTimeDelta.of({ seconds: offset * 60 }));
  const time = [local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds(), micros] as const;
  return PyDateTime.of(...day, ...time, zone);
}
