import { PyDate, PyDateTime, PyTime, PyTimeDelta, PyTimeZone } from '../../jinja/modules/datetime.js';
import type { Value } from '../../jinja/values/types.js';
import { findZone } from '../zones.js';

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const TIME = /^(\d\d):(\d\d):(\d\d)(?:\.(\d+))?([+-]\d\d:\d\d)?$/;
const TIMESTAMP = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?: (.+))?$/;
const DAYS = /^(-?)(\d+) (\d\d):(\d\d):(\d\d)\.(\d{3})$/;

/** `2020-01-31`; years that Python has no date for stay text. */
export function parseDate(text: string): Value {
  const match = DATE.exec(text);
  return match === null || match[1] === '0000'
    ? text
    : PyDate.of(...(numbers(match, 1, 3) as [number, number, number]));
}

/** `10:20:30.500`, with an offset where the type has one. */
export function parseTime(text: string): Value {
  const match = TIME.exec(text);
  if (match === null) return text;
  const [hour, minute, second] = numbers(match, 1, 3) as [number, number, number];
  // A day's last picoseconds do not round into the next day.
  const micros = Math.min(microsOf(match[4]), 999_999);
  return PyTime.of(hour, minute, second, micros, match[5] === undefined ? null : offsetZone(match[5]));
}

/** `2020-01-31 10:20:30.500`, with the name or offset of a zone where the type has one. */
export function parseTimestamp(text: string): Value {
  const match = TIMESTAMP.exec(text);
  if (match === null || match[1] === '0000') return text;
  const [year, month, day, hour, minute, second] = numbers(match, 1, 6) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const zone =
    match[8] === undefined ? null : zoneAt(match[8], Date.UTC(year, month - 1, day, hour, minute, second));
  const micros = microsOf(match[7]);
  const value = PyDateTime.of(year, month, day, hour, minute, second, Math.min(micros, 999_999), zone);
  if (micros < 1_000_000) return value;
  // 0.9999999 seconds round up into the next second.
  const rounded = PyDateTime.fromEpochMicros(value.with({ tzinfo: null }).epochMicros() + 1n);
  return rounded.with({ tzinfo: zone });
}

/** `2 03:04:05.321` */
export function parseDayInterval(text: string): Value {
  const match = DAYS.exec(text);
  if (match === null) return text;
  const [days, hours, minutes, seconds, millis] = numbers(match, 2, 5).map(BigInt) as [
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  const micros = ((((days * 24n + hours) * 60n + minutes) * 60n + seconds) * 1000n + millis) * 1000n;
  return PyTimeDelta.ofMicros(match[1] === '-' ? -micros : micros);
}

function numbers(match: RegExpExecArray, from: number, count: number): number[] {
  return match.slice(from, from + count).map(Number);
}

/** Up to twelve digits, rounded to Python's six; a million for what rounds up to a second. */
function microsOf(fraction = ''): number {
  return Math.round(Number(`0.${fraction.padEnd(1, '0')}`) * 1_000_000);
}

function offsetZone(text: string): PyTimeZone {
  const [hours = 0, minutes = 0] = text.slice(1).split(':').map(Number);
  const total = hours * 3600 + minutes * 60;
  return PyTimeZone.of(PyTimeDelta.of({ seconds: text.startsWith('-') ? -total : total }));
}

/** The zone's offset at a moment given by its local clock. */
function zoneAt(name: string, localMillis: number): PyTimeZone {
  if (/^[+-]\d\d:\d\d$/.test(name)) return offsetZone(name);
  const zone = findZone(name);
  const local = BigInt(localMillis) * 1000n;
  return zone(local - zone(local).offset.toMicros());
}
