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

function build(found: Found): PyDateTime {
  const number = (code: string): number | undefined => {
    const text = found.get(code);
    return text === undefined ? undefined : Number(text);
  };
  const date = resolveDate(found, number);
  const hour12 = number('I');
  const pm = found.get('p')?.toUpperCase() === 'PM';
  const hour = hour12 === undefined ? (number('H') ?? 0) : (hour12 % 12) + (pm ? 12 : 0);
  const micros = Number((found.get('f') ?? '').padEnd(6, '0'));
  const zone = resolveZone(found.get('z'));
  return PyDateTime.of(
    date.year,
    date.month,
    date.day,
    hour,
    number('M') ?? 0,
    number('S') ?? 0,
    micros,
    zone,
  );
}

function resolveDate(found: Found, number: (code: string) => number | undefined): PyDate {
  const short = number('y');
  const year = number('Y') ?? (short === undefined ? undefined : short + (short <= 68 ? 2000 : 1900));
  const month = number('m') ?? indexOf(MONTH_NAMES, found.get('B')) ?? indexOf(SHORT_MONTHS, found.get('b'));
  const weekday = resolveWeekday(found, number);
  const isoYear = number('G');
  const isoWeek = number('V');
  if (isoYear !== undefined || isoWeek !== undefined) {
    return isoWeekDate(isoYear, isoWeek, weekday, number('j') !== undefined);
  }
  const dayOfYear = number('j') ?? dayOfYearFromWeek(year, number('U'), number('W'), weekday);
  if (dayOfYear !== undefined && month === undefined && number('d') === undefined) {
    return PyDate.ofOrdinal(ordinalOf(year ?? 1900, 1, 1) + dayOfYear - 1);
  }
  // 29 February without a year is valid, in Python's stand-in leap year; the result still says 1900, which is invalid.
  return PyDate.of(year ?? 1900, (month ?? 0) || 1, number('d') ?? 1);
}

/** Monday = 0. */
function resolveWeekday(found: Found, number: (code: string) => number | undefined): number | undefined {
  const iso = number('u');
  const sunday = number('w');
  if (iso !== undefined) return iso - 1;
  if (sunday !== undefined) return (sunday + 6) % 7;
  return indexOf(DAY_NAMES, found.get('A'), 0) ?? indexOf(SHORT_DAYS, found.get('a'), 0);
}

function indexOf(list: readonly string[], name: string | undefined, base = 1): number | undefined {
  if (name === undefined) return undefined;
  return list.findIndex((item) => item.toLowerCase() === name.toLowerCase()) + base;
}

function isoWeekDate(
  year: number | undefined,
  week: number | undefined,
  weekday: number | undefined,
  hasDayOfYear: boolean,
): PyDate {
  if (year === undefined) {
    throw pyError(
      "ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday directive ('%A', '%a', '%w', or '%u').",
    );
  }
  if (hasDayOfYear)
    throw pyError(
      "Day of the year directive '%j' is not compatible with ISO year directive '%G'. Use '%Y' instead.",
    );
  if (week === undefined || weekday === undefined) {
    throw pyError(
      "ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday directive ('%A', '%a', '%w', or '%u').",
    );
  }
  const ordinal = ordinalOfIsoWeek(year, week, weekday + 1);
  if (ordinal === undefined) throw pyError(`Invalid week: ${week}`);
  return PyDate.ofOrdinal(ordinal);
}

/** Day of year from %U (weeks start on Sunday) or %W (Monday); needs a weekday and a year. */
function dayOfYearFromWeek(
  year: number | undefined,
  sundayWeek: number | undefined,
  mondayWeek: number | undefined,
  weekday: number | undefined,
): number | undefined {
  const week = sundayWeek ?? mondayWeek;
  if (year === undefined || week === undefined || weekday === undefined) return undefined;
  const shift = sundayWeek === undefined ? 0 : 1;
  const first = (weekdayOf(ordinalOf(year, 1, 1)) + shift) % 7;
  const day = (weekday + shift) % 7;
  if (week === 0) return 1 + day - first;
  return 1 + ((7 - first) % 7) + 7 * (week - 1) + day;
}

function resolveZone(text: string | undefined): PyTimeZone | null {
  if (text === undefined) return null;
  if (text.toUpperCase() === 'Z') return PyTimeZone.utc;
  const match = /^([+-])(\d\d):?(\d\d)(?::?(\d\d)(?:\.(\d+))?)?$/.exec(text)!;
  const seconds = (Number(match[2]) * 60 + Number(match[3])) * 60 + Number(match[4] ?? 0);
  const delta = PyTimeDelta.of({ seconds, microseconds: Number((match[5] ?? '').padEnd(6, '0')) });
  return PyTimeZone.of(match[1] === '-' ? delta.negate() : delta);
}

function quote(text: string): string {
  return text.includes("'") && !text.includes('"') ? `"${text}"` : `'${text.replaceAll("'", "\\'")}'`;
}
