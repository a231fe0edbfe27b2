/** The proleptic Gregorian calendar, in days counted as Python's ordinals (1 = 0001-01-01). */

export const MIN_YEAR = 1;
export const MAX_YEAR = 9999;
export const MAX_ORDINAL = 3652059;
/** Ordinal of 1970-01-01. */
export const EPOCH_ORDINAL = 719163;

export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : MONTH_DAYS[month - 1]!;
}

export function daysBeforeMonth(year: number, month: number): number {
  let days = 0;
  for (let m = 1; m < month; m++) days += daysInMonth(year, m);
  return days;
}

function daysBeforeYear(year: number): number {
  const y = year - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
}

export function ordinalOf(year: number, month: number, day: number): number {
  return daysBeforeYear(year) + daysBeforeMonth(year, month) + day;
}

export function civilOf(ordinal: number): CivilDate {
  // The estimate is at most one year off, since a year has 365.2425 days on average.
  let year = Math.floor((ordinal - 1) / 365.2425) + 1;
  while (ordinal <= daysBeforeYear(year)) year--;
  while (ordinal > daysBeforeYear(year + 1)) year++;
  let rest = ordinal - daysBeforeYear(year);
  let month = 1;
  while (rest > daysInMonth(year, month)) {
    rest -= daysInMonth(year, month);
    month++;
  }
  return { year, month, day: rest };
}

/** Monday = 0. */
export function weekdayOf(ordinal: number): number {
  return (ordinal + 6) % 7;
}

/** Ordinal of the Monday of ISO week 1. */
function isoYearStart(year: number): number {
  const first = ordinalOf(year, 1, 1);
  const weekday = weekdayOf(first);
  return weekday > 3 ? first - weekday + 7 : first - weekday;
}

export interface IsoWeekDate {
  readonly year: number;
  readonly week: number;
  /** Monday = 1. */
  readonly weekday: number;
}

export function isoWeekOf(ordinal: number): IsoWeekDate {
  let { year } = civilOf(ordinal);
  if (ordinal < isoYearStart(year)) year--;
  else if (ordinal >= isoYearStart(year + 1)) year++;
  const days = ordinal - isoYearStart(year);
  return { year, week: Math.floor(days / 7) + 1, weekday: (days % 7) + 1 };
}

/** Ordinal of an ISO week date; undefined when that year has no such week. */
export function ordinalOfIsoWeek(year: number, week: number, weekday: number): number | undefined {
  const start = isoYearStart(year);
  if (week < 1 || start + (week - 1) * 7 >= isoYearStart(year + 1)) return undefined;
  return start + (week - 1) * 7 + weekday - 1;
}

export const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
/** Monday first. */
export const DAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
