import { DAY_NAMES, MONTH_NAMES, ordinalOf, ordinalOfIsoWeek, weekdayOf } from '../calendar.js';
import { pyError } from '../pyClass.js';
import { PyDate } from './date.js';
import { PyDateTime } from './dateTime.js';
import { PyTimeDelta } from './timeDelta.js';
import { PyTimeZone } from './timeZone.js';

function names(list: readonly string[]): string {
  return [...list].sort((a, b) => b.length - a.length).join('|');
}
const SHORT_DAYS = DAY_NAMES.map((name) => name.slice(0, 3));
const SHORT_MONTHS = MONTH_NAMES.map((name) => name.slice(0, 3));

/** The text each directive accepts. */
const PATTERNS: Readonly<Record<string, string>> = {
  a: names(SHORT_DAYS),
  A: names(DAY_NAMES),
  b: names(SHORT_MONTHS),
  B: names(MONTH_NAMES),
  d: '3[01]|[12]\\d|0[1-9]|[1-9]| [1-9]',
  f: '\\d{1,6}',
  H: '2[0-3]|[01]\\d|\\d',
  I: '1[0-2]|0[1-9]|[1-9]',
  G: '\\d{4}',
  j: '36[0-6]|3[0-5]\\d|[12]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9]',
  m: '1[0-2]|0[1-9]|[1-9]',
  M: '[0-5]\\d|\\d',
  p: 'AM|PM',
  S: '6[01]|[0-5]\\d|\\d',
  U: '5[0-3]|[0-4]\\d|\\d',
  W: '5[0-3]|[0-4]\\d|\\d',
  u: '[1-7]',
  w: '[0-6]',
  V: '5[0-3]|0[1-9]|[1-4]\\d|\\d',
  y: '\\d\\d',
  Y: '\\d{4}',
  z: '[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|Z',
  Z: 'UTC|GMT',
};

const COMPOSED: Readonly<Record<string, string>> = {
  c: '%a %b %d %H:%M:%S %Y',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
};

/** Directives and their texts, in the order of the format. */
type Found = ReadonlyMap<string, string>;

/** Python's datetime.strptime in the C locale. */
export function strptime(text: string, format: string): PyDateTime {
  const codes: string[] = [];
  const source = translate(format, codes, format);
  const match = new RegExp(source, 'iuy').exec(text);
  if (!match) throw pyError(`time data ${quote(text)} does not match format ${quote(format)}`);
  if (match[0].length !== text.length) {
    throw pyError(`unconverted data remains: ${text.slice(match[0].length)}`);
  }
  return build(new Map(codes.map((code, i) => [code, match[i + 1]!])));
}

function translate(format: string, codes: string[], whole: string): string {
  let source = '';
  for (let i = 0; i < format.length; i++) {
    const char = format[i]!;
    if (/\s/.test(char)) {
      // Any run of white space matches any other.
      while (/\s/.test(format[i + 1] ?? '')) i++;
      source += '\\s+';
    } else if (char !== '%') {
      source += char.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
    } else {
      const code = format[++i];
      if (code === undefined) throw pyError(`stray % in format ${quote(whole)}`);
      source += directive(code, codes, whole);
    }
  }
  return source;
}

function directive(code: string, codes: string[], whole: string): string {
  if (code === '%') return '%';
  if (COMPOSED[code] !== undefined) return translate(COMPOSED[code], codes, whole);
  const pattern = PATTERNS[code];
  if (pattern === undefined) {
    throw pyError(`'${code}' is a bad directive in format ${quote(whole)}`);
  }
  if (codes.includes(code)) throw pyError(`redefinition of group name '${code}' in format ${quote(whole)}`);
  codes.push(code);
  return `(${pattern})`;
}

/** The parts of a date that were found; of two directives for one part the later one counts. */
interface Parts {
  year?: number;
  isoYear?: number;
  isoWeek?: number;
  month?: number;
  day?: number;
  dayOfYear?: number;
  /** Of %U (weeks begin on Sunday) or %W. */
  week?: { readonly number: number; readonly sunday: boolean };
  /** Monday = 0. */
  weekday?: number;
  hour: number;
  minute: number;
  second: number;
  microsecond: number;
  zone: PyTimeZone | null;
}

const SETTERS: Readonly<Record<string, (parts: Parts, text: string, found: Found) => void>> = {
  y: (parts, text) => {
    parts.year = Number(text) + (Number(text) <= 68 ? 2000 : 1900);
  },
  Y: (parts, text) => {
    parts.year = Number(text);
  },
  G: (parts, text) => {
    parts.isoYear = Number(text);
  },
  V: (parts, text) => {
    parts.isoWeek = Number(text);
  },
  m: (parts, text) => {
    parts.month = Number(text);
  },
  B: (parts, text) => {
    parts.month = indexOf(MONTH_NAMES, text) + 1;
  },
  b: (parts, text) => {
    parts.month = indexOf(SHORT_MONTHS, text) + 1;
  },
  d: (parts, text) => {
    parts.day = Number(text);
  },
  j: (parts, text) => {
    parts.dayOfYear = Number(text);
  },
  U: (parts, text) => {
    parts.week = { number: Number(text), sunday: true };
  },
  W: (parts, text) => {
    parts.week = { number: Number(text), sunday: false };
  },
  u: (parts, text) => {
    parts.weekday = Number(text) - 1;
  },
  w: (parts, text) => {
    parts.weekday = (Number(text) + 6) % 7;
  },
  A: (parts, text) => {
    parts.weekday = indexOf(DAY_NAMES, text);
  },
  a: (parts, text) => {
    parts.weekday = indexOf(SHORT_DAYS, text);
  },
  H: (parts, text) => {
    parts.hour = Number(text);
  },
  I: (parts, text, found) => {
    parts.hour = (Number(text) % 12) + (found.get('p')?.toUpperCase() === 'PM' ? 12 : 0);
  },
  M: (parts, text) => {
    parts.minute = Number(text);
  },
  S: (parts, text) => {
    parts.second = Number(text);
  },
  f: (parts, text) => {
    parts.microsecond = Number(text.padEnd(6, '0'));
  },
  z: (parts, text) => {
    parts.zone = zoneOf(text);
  },
};

function indexOf(list: readonly string[], name: string): number {
  return list.findIndex((item) => item.toLowerCase() === name.toLowerCase());
}

function build(found: Found): PyDateTime {
  const parts: Parts = { hour: 0, minute: 0, second: 0, microsecond: 0, zone: null };
  for (const [code, text] of found) SETTERS[code]?.(parts, text, found);
  const date = dateOf(parts);
  const { hour, minute, second, microsecond, zone } = parts;
  return PyDateTime.of(date.year, date.month, date.day, hour, minute, second, microsecond, zone);
}

/** A day of the year counts more than month and day, and so does a week with a weekday. */
function dateOf(parts: Parts): PyDate {
  if (parts.isoYear !== undefined && parts.year === undefined) return isoWeekDate(parts.isoYear, parts);
  if (parts.isoWeek !== undefined && parts.week === undefined) {
    throw pyError(
      "ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday directive",
      'Write the format with %G, %V and %u, or use %Y with %U or %W.',
    );
  }
  const year = parts.year ?? 1900;
  const dayOfYear = parts.dayOfYear ?? dayOfYearFromWeek(year, parts);
  if (dayOfYear !== undefined) return PyDate.ofOrdinal(ordinalOf(year, 1, 1) + dayOfYear - 1);
  return PyDate.of(year, parts.month ?? 1, parts.day ?? 1);
}

function isoWeekDate(year: number, { isoWeek, weekday, dayOfYear }: Parts): PyDate {
  if (isoWeek === undefined || weekday === undefined) {
    throw pyError(
      "ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday directive",
    );
  }
  if (dayOfYear !== undefined) {
    throw pyError(
      "day of the year directive '%j' does not go with ISO year directive '%G'",
      "Use '%Y' instead.",
    );
  }
  const ordinal = ordinalOfIsoWeek(year, isoWeek, weekday + 1);
  if (ordinal === undefined) throw pyError(`Invalid week: ${isoWeek}`);
  return PyDate.ofOrdinal(ordinal);
}

/** 0 or less in the last days of the year before. */
function dayOfYearFromWeek(year: number, { week, weekday }: Parts): number | undefined {
  if (week === undefined || weekday === undefined) return undefined;
  const shift = week.sunday ? 1 : 0;
  const first = (weekdayOf(ordinalOf(year, 1, 1)) + shift) % 7;
  const day = (weekday + shift) % 7;
  if (week.number === 0) return 1 + day - first;
  return 1 + ((7 - first) % 7) + 7 * (week.number - 1) + day;
}

function zoneOf(text: string): PyTimeZone {
  if (text.toUpperCase() === 'Z') return PyTimeZone.utc;
  const match = /^([+-])(\d\d):?(\d\d)(?::?(\d\d)(?:\.(\d+))?)?$/.exec(text)!;
  const seconds = (Number(match[2]) * 60 + Number(match[3])) * 60 + Number(match[4] ?? 0);
  const delta = PyTimeDelta.of({ seconds, microseconds: Number((match[5] ?? '').padEnd(6, '0')) });
  return PyTimeZone.of(match[1] === '-' ? delta.negate() : delta);
}

function quote(text: string): string {
  return text.includes("'") && !text.includes('"') ? `"${text}"` : `'${text.replaceAll("'", "\\'")}'`;
}
