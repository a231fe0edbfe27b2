import { type CivilDate, civilOf, ordinalOfIsoWeek } from '../calendar.js';
import { PyTimeDelta } from './timeDelta.js';
import { PyTimeZone } from './timeZone.js';

const DATE = /^(\d{4})(?:-(\d{2})-(\d{2})|(\d{2})(\d{2}))$/;
const WEEK = /^(\d{4})(?:-W(\d{2})(?:-(\d))?|W(\d{2})(\d)?)$/;

/** A date as Python 3.11's fromisoformat reads it; undefined when it is none. Ranges are the caller's to check. */
export function parseIsoDate(text: string): CivilDate | undefined {
  const plain = DATE.exec(text);
  if (plain) {
    return { year: Number(plain[1]), month: Number(plain[2] ?? plain[4]), day: Number(plain[3] ?? plain[5]) };
  }
  const week = WEEK.exec(text);
  if (!week) return undefined;
  const weekday = Number(week[3] ?? week[5] ?? '1');
  if (weekday < 1 || weekday > 7) return undefined;
  const ordinal = ordinalOfIsoWeek(Number(week[1]), Number(week[2] ?? week[4]), weekday);
  return ordinal === undefined ? undefined : civilOf(ordinal);
}

export interface IsoTime {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
  readonly tzinfo: PyTimeZone | null;
}

const CLOCK = /^(\d{2})(?::(\d{2})(?::(\d{2})(?:[.,](\d+))?)?|(\d{2})(?:(\d{2})(?:[.,](\d+))?)?)?$/;

interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
}

function parseClock(text: string): Clock | undefined {
  const match = CLOCK.exec(text);
  if (!match) return undefined;
  const [, hour, minute, second, fraction, minute2, second2, fraction2] = match;
  return {
    hour: Number(hour),
    minute: Number(minute ?? minute2 ?? 0),
    second: Number(second ?? second2 ?? 0),
    // Digits beyond microseconds are cut off, not rounded.
    microsecond: Number((fraction ?? fraction2 ?? '').slice(0, 6).padEnd(6, '0')),
  };
}

/** The clock before an offset, from which Python lets one character part it (`10:11:12 +02:00`). */
function parseClockBefore(text: string): Clock | undefined {
  return parseClock(text) ?? (/[.,]/.test(text) ? undefined : parseClock(text.slice(0, -1)));
}

export function parseIsoTime(text: string): IsoTime | undefined {
  if (text.endsWith('Z')) {
    const clock = parseClockBefore(text.slice(0, -1));
    return clock && { ...clock, tzinfo: PyTimeZone.utc };
  }
  const sign = Math.max(text.indexOf('+'), text.indexOf('-'));
  const clock = sign < 0 ? parseClock(text) : parseClockBefore(text.slice(0, sign));
  if (clock === undefined || sign < 0) return clock && { ...clock, tzinfo: null };
  const offset = parseClock(text.slice(sign + 1));
  if (offset === undefined || offset.hour > 23 || offset.minute > 59 || offset.second > 59) return undefined;
  const seconds = (offset.hour * 60 + offset.minute) * 60 + offset.second;
  const delta = PyTimeDelta.of({ seconds, microseconds: offset.microsecond });
  return { ...clock, tzinfo: PyTimeZone.of(text[sign] === '-' ? delta.negate() : delta) };
}

/** Where a datetime's text splits into date and time: after the longest ISO date at its start. */
export function splitIsoDateTime(text: string): { readonly date: string; readonly time: string } | undefined {
  for (const length of [10, 8, 7]) {
    const date = text.slice(0, length);
    if (date.length !== length || parseIsoDate(date) === undefined) continue;
    if (text.length === length) return { date, time: '' };
    // One separator of any kind, then the time.
    const time = [...text.slice(length)].slice(1).join('');
    if (length !== 10 && /^[\d-]/.test(text[length]!)) continue;
    return time === '' ? undefined : { date, time };
  }
  return undefined;
}
