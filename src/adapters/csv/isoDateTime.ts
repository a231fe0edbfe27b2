import { ordinalOf, ordinalOfIsoWeek } from '../../jinja/modules/calendar.js';
import { PyDate, PyDateTime, PyTimeDelta, PyTimeZone } from '../../jinja/modules/datetime.js';

/** ISO 8601 dates with a time: basic and extended, week and ordinal dates, fractions of the last unit given. */
export function parseIsoDateTime(text: string): PyDateTime | undefined {
  const at = text.indexOf('T');
  if (at < 0) return undefined;
  const date = parseDate(text.slice(0, at));
  const time = date && parseTime(text.slice(at + 1));
  if (date === undefined || time === undefined) return undefined;
  const start = PyDateTime.of(date.year, date.month, date.day, 0, 0, 0, 0, time.zone);
  return start.plus(PyTimeDelta.ofMicros(BigInt(time.micros)));
}

const YEAR = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?|(\d\d)(\d\d)?)?$/;
const DAY_OF_YEAR = /^(\d{4})-?(\d{3})$/;
const WEEK = /^(\d{4})-?W(\d\d)(?:-?(\d))?$/;

function parseDate(text: string): PyDate | undefined {
  const plain = YEAR.exec(text);
  if (plain)
    return PyDate.of(Number(plain[1]), Number(plain[2] ?? plain[4] ?? 1), Number(plain[3] ?? plain[5] ?? 1));
  const ordinal = DAY_OF_YEAR.exec(text);
  if (ordinal) return PyDate.ofOrdinal(ordinalOf(Number(ordinal[1]), 1, 1) + Number(ordinal[2]) - 1);
  const week = WEEK.exec(text);
  const firstMonday = week && ordinalOfIsoWeek(Number(week[1]), 1, 1);
  if (!week || firstMonday === undefined || firstMonday === null) return undefined;
  return PyDate.ofOrdinal(firstMonday + (Number(week[2]) - 1) * 7 + Number(week[3] ?? 1) - 1);
}

const TIME = /^(\d\d)(?::?(\d\d)(?::?(\d\d))?)?(?:[.,](\d+))?(Z|[+-]\d\d(?::?\d\d)?)?$/;

interface TimeOfDay {
  readonly micros: number;
  readonly zone: PyTimeZone | null;
}

function parseTime(text: string): TimeOfDay | undefined {
  const match = TIME.exec(text);
  if (!match) return undefined;
  const [, hour, minute, second, fraction, zone] = match;
  if (Number(hour) > 23 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 59) return undefined;
  const unit = second !== undefined ? 1 : minute !== undefined ? 60 : 3600;
  const seconds = Number(hour) * 3600 + Number(minute ?? 0) * 60 + Number(second ?? 0);
  const part = fraction === undefined ? 0 : Number(`0.${fraction}`) * unit * 1_000_000;
  return { micros: seconds * 1_000_000 + Math.floor(part), zone: parseZone(zone) };
}

function parseZone(text: string | undefined): PyTimeZone | null {
  if (text === undefined) return null;
  if (text === 'Z') return PyTimeZone.utc;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(3).replace(':', '') || 0);
  return PyTimeZone.of(PyTimeDelta.of({ seconds: (text[0] === '-' ? -minutes : minutes) * 60 }));
}
