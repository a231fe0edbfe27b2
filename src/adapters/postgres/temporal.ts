import { PyDate, PyDateTime, PyTimeDelta } from '../../jinja/modules/datetime.js';
import type { Value } from '../../jinja/values/types.js';
import { cutToMicros, parseDateText, parseTimestampText } from '../temporalText.js';

const LAST = PyDateTime.of(9999, 12, 31, 23, 59, 59, 999_999);
const FIRST = PyDateTime.of(1, 1, 1);
const DAYS_A_YEAR = 365;
const DAYS_A_MONTH = 30;

/** A date; infinities as the first and last day. */
export function parseDate(text: string): Value {
  if (text === 'infinity') return PyDate.of(9999, 12, 31);
  if (text === '-infinity') return PyDate.of(1, 1, 1);
  return parseDateText(text);
}

/** A timestamp with or without an offset; infinities as the first and last moment. */
export function parseTimestamp(text: string): Value {
  if (text === 'infinity') return LAST;
  if (text === '-infinity') return FIRST;
  return parseTimestampText(text);
}

/** `1 year 2 mons -3 days -04:05:06.789` with years of 365 and months of 30 days, as psycopg2 counts. */
export function parseInterval(text: string): Value {
  const part = (unit: string) => Number(new RegExp(`([+-]?\\d+) ${unit}`).exec(text)?.[1] ?? 0);
  const days = part('year') * DAYS_A_YEAR + part('mon') * DAYS_A_MONTH + part('day');
  const clock = /([+-]?)(\d+):(\d\d):(\d\d)(?:\.(\d+))?/.exec(text);
  let microseconds = 0n;
  if (clock !== null) {
    const seconds = BigInt(clock[2]!) * 3600n + BigInt(clock[3]!) * 60n + BigInt(clock[4]!);
    microseconds = seconds * 1_000_000n + BigInt(cutToMicros(clock[5] ?? ''));
    if (clock[1] === '-') microseconds = -microseconds;
  }
  return PyTimeDelta.ofMicros(BigInt(days) * 86_400_000_000n + microseconds);
}
