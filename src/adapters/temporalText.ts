import {
  PyDate,
  PyDateTime,
  PyTime,
  PyTimeDelta,
  PyTimeZone,
  type PyTzInfo,
} from '../jinja/modules/datetime.js';
import type { Value } from '../jinja/values/types.js';

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const TIME = /^(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(\S+)?$/;
const TIMESTAMP = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?: ?(\S.*))?$/;

const SECOND_MICROS = 1_000_000;

/** How a database's texts of dates and times become Python's values. What Python has no value for stays text. */
export interface TemporalRules {
  /** Microseconds of the digits behind the point, a million at the most; cut off after six digits by default. */
  readonly microsOf?: (fraction: string) => number;
  /**
   * The zone of the text behind the time, by the local clock (milliseconds as if it were UTC); undefined where it names
   * none. Offsets only, by default.
   */
  readonly zoneOf?: (text: string, localMillis: number) => PyTzInfo | undefined;
}

/** `2020-01-31` */
export function parseDateText(text: string): Value {
  const match = DATE.exec(text);
  if (match === null || match[1] === '0000') return text;
  return PyDate.of(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** `10:20:30.5`, with an offset where the type has one; 24:00:00 stays text. */
export function parseTimeText(text: string, rules: TemporalRules = {}): Value {
  const match = TIME.exec(text);
  const zone = match === null ? undefined : zoneBehind(match[5], 0, rules);
  if (match === null || match[1] === '24' || zone === undefined) return text;
  const [hour, minute, second] = match.slice(1, 4).map(Number);
  // A day's last picoseconds do not round into the next day.
  return PyTime.of(hour, minute, second, Math.min(microsBehind(match[4], rules), SECOND_MICROS - 1), zone);
}

/** `2020-01-31 10:20:30.5`, with an offset or a zone's name where the type has one. */
export function parseTimestampText(text: string, rules: TemporalRules = {}): Value {
  const match = TIMESTAMP.exec(text);
  if (match === null || match[1] === '0000') return text;
  const fields = clockFields(match);
  const [year, month, ...time] = fields;
  const zone = zoneBehind(match[8], Date.UTC(year, month - 1, ...time), rules);
  if (zone === undefined) return text;
  const micros = microsBehind(match[7], rules);
  if (micros < SECOND_MICROS) return PyDateTime.of(...fields, micros, zone);
  const rounded = PyDateTime.of(...fields).plus(PyTimeDelta.of({ seconds: 1 }));
  return rounded.with({ tzinfo: zone });
}

type ClockFields = [year: number, month: number, day: number, hour: number, minute: number, second: number];

/** The first six groups of a match as numbers. */
export function clockFields(match: RegExpExecArray): ClockFields {
  return match.slice(1, 7).map(Number) as ClockFields;
}

function microsBehind(fraction: string | undefined, { microsOf = cutToMicros }: TemporalRules): number {
  return fraction === undefined ? 0 : microsOf(fraction);
}

export function cutToMicros(fraction: string): number {
  return Number(fraction.padEnd(6, '0').slice(0, 6));
}

/** null for no text, undefined for one that names no zone. */
function zoneBehind(
  text: string | undefined,
  localMillis: number,
  { zoneOf = findOffset }: TemporalRules,
): PyTzInfo | null | undefined {
  return text === undefined ? null : zoneOf(text, localMillis);
}

/** `+02`, `-03:30`, `+00:19:32`. */
export function findOffset(text: string): PyTimeZone | undefined {
  const match = /^([+-])(\d\d)(?::(\d\d))?(?::(\d\d))?$/.exec(text);
  if (match === null) return undefined;
  const [hours, minutes, seconds] = match.slice(2).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
  ];
  const total = hours * 3600 + minutes * 60 + seconds;
  return PyTimeZone.of(PyTimeDelta.of({ seconds: match[1] === '-' ? -total : total }));
}
