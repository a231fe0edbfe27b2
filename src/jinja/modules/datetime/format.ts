import { pad } from '../arguments.js';
import { DAY_NAMES, daysBeforeMonth, isoWeekOf, MONTH_NAMES, ordinalOf, weekdayOf } from '../calendar.js';
import type { PyTimeDelta } from './timeDelta.js';
import { formatOffset } from './timeZone.js';

/** What can be formatted: a date, a time (its date is 1900-01-01) or both. */
interface Fields {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
  readonly microsecond?: number;
  utcOffset?(): PyTimeDelta | null;
  zoneName?(): string | null;
  /** Seconds since 1970 for %s. */
  epochSeconds?(): number;
}

/** The same with nothing left out. */
interface Moment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly ordinal: number;
  /** Monday = 0. */
  readonly weekday: number;
  readonly dayOfYear: number;
  readonly given: Fields;
}

/** Number codes: width, filler, value. */
type NumberCode = readonly [width: number, fill: '0' | ' ', value: (moment: Moment) => number];

const NUMBERS: Readonly<Record<string, NumberCode>> = {
  d: [2, '0', (m) => m.day],
  e: [2, ' ', (m) => m.day],
  m: [2, '0', (m) => m.month],
  y: [2, '0', (m) => m.year % 100],
  C: [1, '0', (m) => Math.floor(m.year / 100)],
  Y: [1, '0', (m) => m.year],
  H: [2, '0', (m) => m.hour],
  k: [2, ' ', (m) => m.hour],
  I: [2, '0', (m) => m.hour % 12 || 12],
  l: [2, ' ', (m) => m.hour % 12 || 12],
  M: [2, '0', (m) => m.minute],
  S: [2, '0', (m) => m.second],
  j: [3, '0', (m) => m.dayOfYear],
  u: [1, '0', (m) => m.weekday + 1],
  w: [1, '0', (m) => (m.weekday + 1) % 7],
  U: [2, '0', (m) => Math.floor((m.dayOfYear + 6 - ((m.weekday + 1) % 7)) / 7)],
  W: [2, '0', (m) => Math.floor((m.dayOfYear + 6 - m.weekday) / 7)],
  V: [2, '0', (m) => isoWeekOf(m.ordinal).week],
  G: [1, '0', (m) => isoWeekOf(m.ordinal).year],
  g: [2, '0', (m) => isoWeekOf(m.ordinal).year % 100],
};

const TEXTS: Readonly<Record<string, (moment: Moment) => string>> = {
  a: (m) => DAY_NAMES[m.weekday]!.slice(0, 3),
  A: (m) => DAY_NAMES[m.weekday]!,
  b: (m) => MONTH_NAMES[m.month - 1]!.slice(0, 3),
  h: (m) => MONTH_NAMES[m.month - 1]!.slice(0, 3),
  B: (m) => MONTH_NAMES[m.month - 1]!,
  p: (m) => (m.hour < 12 ? 'AM' : 'PM'),
  P: (m) => (m.hour < 12 ? 'am' : 'pm'),
  f: (m) => pad(m.given.microsecond ?? 0, 6),
  s: (m) => String(m.given.epochSeconds?.() ?? 0),
  z: (m) => {
    const offset = m.given.utcOffset?.() ?? null;
    return offset === null ? '' : formatOffset(offset, '');
  },
  Z: (m) => m.given.zoneName?.() ?? '',
  n: () => '\n',
  t: () => '\t',
  '%': () => '%',
};

const COMPOSED: Readonly<Record<string, string>> = {
  c: '%a %b %e %H:%M:%S %Y',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  R: '%H:%M',
  T: '%H:%M:%S',
  r: '%I:%M:%S %p',
};

// GNU's flags and width, and the locale modifiers E and O, which change nothing in the C locale.
const CODE = /%([-_0^#]*)(\d*)(?:E(?=[cCxXyY])|O(?=[deHImMSuUVwWy]))?([a-zA-Z%])/g;

/** Python's strftime with glibc's codes and flags, in the C locale. Unknown codes stay as written. */
export function strftime(format: string, given: Fields): string {
  const { year = 1900, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = given;
  const ordinal = ordinalOf(year, month, day);
  const dayOfYear = daysBeforeMonth(year, month) + day;
  return expand(format, {
    year,
    month,
    day,
    hour,
    minute,
    second,
    ordinal,
    weekday: weekdayOf(ordinal),
    dayOfYear,
    given,
  });
}

/** What str.format() writes: strftime, or str() without a format. */
export function formatSpec(spec: string, given: Fields & { pyStr(): string }): string {
  return spec === '' ? given.pyStr() : strftime(spec, given);
}

function expand(format: string, moment: Moment): string {
  return format.replace(CODE, (whole: string, flags: string, width: string, code: string) => {
    const composed = COMPOSED[code];
    const number = NUMBERS[code];
    if (composed === undefined && number === undefined && TEXTS[code] === undefined) return whole;
    if (number !== undefined) return changeCase(formatNumber(number, flags, width, moment), flags, code);
    const text = composed === undefined ? TEXTS[code]!(moment) : expand(composed, moment);
    return changeCase(text, flags, code).padStart(Number(width), flags.includes('0') ? '0' : ' ');
  });
}

function formatNumber(
  [digits, filler, value]: NumberCode,
  flags: string,
  width: string,
  moment: Moment,
): string {
  const flag = [...flags].reverse().find((f) => '-_0'.includes(f));
  const text = String(value(moment));
  if (flag === '-') return text;
  const fill = flag === undefined ? filler : flag === '_' ? ' ' : '0';
  return text.padStart(width === '' ? digits : Number(width), fill);
}

function changeCase(text: string, flags: string, code: string): string {
  if (flags.includes('^')) return text.toUpperCase();
  if (!flags.includes('#')) return text;
  if (code === 'p' || code === 'Z') return text.toLowerCase();
  return 'aAbBh'.includes(code) ? text.toUpperCase() : text;
}
