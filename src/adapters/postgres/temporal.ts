import { PyDate, PyDateTime, PyTime, PyTimeDelta, PyTimeZone } from '../../jinja/modules/datetime.js';
import type { Value } from '../../jinja/values/types.js';

const LAST = PyDateTime.of(9999, 12, 31, 23, 59, 59, 999_999);
const FIRST = PyDateTime.of(1, 1, 1);
const DAYS_A_YEAR = 365;
const DAYS_A_MONTH = 30;

/** `2020-01-31`; infinities as the first and last day; other years than 1 to 9999 stay text. */
export function parseDate(text: string): Value {
  if (text === 'infinity') return PyDate.of(9999, 12, 31);
  if (text === '-infinity') return PyDate.of(1, 1, 1);
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  return match === null ? text : PyDate.of(Number(match[1]), Number(match[2]), Number(match[3]));
}

const TIMESTAMP = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d+))?([+-]\S+)?$/;

/** `2020-01-31 10:20:30.5`, with an offset for timestamptz; as parseDate for what Python has no datetime for. */
export function parseTimestamp(text: string): Value {
  if (text === 'infinity') return LAST;
  if (text === '-infinity') return FIRST;
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
  return PyDateTime.of(year, month, day, hour, minute, second, micros(match[7]), zoneOf(match[8]));
}

/** `10:20:30.5`, with an offset for timetz; 24:00:00 stays text. */
export function parseTime(text: string): Value {
  const match = /^(\d\d):(\d\d):(\d\d)(?:\.(\d+))?([+-]\S+)?$/.exec(text);
  if (match === null || match[1] === '24') return text;
  return PyTime.of(Number(match[1]), Number(match[2]), Number(match[3]), micros(match[4]), zoneOf(match[5]));
}

function micros(fraction: string | undefined): number {
  return fraction === undefined ? 0 : Number(fraction.padEnd(6, '0').slice(0, 6));
}

/** `+02`, `-03:30`, `+00:19:32`. */
function zoneOf(text: string | undefined): PyTimeZone | null {
  if (text === undefined) return null;
  const [hours = 0, minutes = 0, seconds = 0] = text.slice(1).split(':').map(Number);
  const total = hours * 3600 + minutes * 60 + seconds;
  return PyTimeZone.of(PyTimeDelta.of({ seconds: text.startsWith('-') ? -total : total }));
}

/** `1 year 2 mons -3 days -04:05:06.789` with years of 365 and months of 30 days, as psycopg2 counts. */
export function parseInterval(text: string): Value {
  const part = (unit: string) => Number(new RegExp(`([+-]?\\d+) ${unit}`).exec(text)?.[1] ?? 0);
  const days = part('year') * DAYS_A_YEAR + part('mon') * DAYS_A_MONTH + part('day');
  const clock = /([+-]?)(\d+):(\d\d):(\d\d)(?:\.(\d+))?/.exec(text);
  let microseconds = 0n;
  if (clock !== null) {
    const seconds = BigInt(clock[2]!) * 3600n + BigInt(clock[3]!) * 60n + BigInt(clock[4]!);
    microseconds = seconds * 1_000_000n + BigInt(micros(clock[5]));
    if (clock[1] === '-') microseconds = -microseconds;
  }
  return PyTimeDelta.ofMicros(BigInt(days) * 86_400_000_000n + microseconds);
}
