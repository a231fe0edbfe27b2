import { PyTimeDelta, type PyTimeZone } from '../../jinja/modules/datetime.js';
import type { Value } from '../../jinja/values/types.js';
import { findOffset, parseTimestampText, parseTimeText } from '../temporalText.js';
import { findZone } from '../zones.js';

const DAYS = /^(-?)(\d+) (\d\d):(\d\d):(\d\d)\.(\d{3})$/;

const RULES = { microsOf: roundToMicros, zoneOf: zoneAt };

/** `10:20:30.500`, with an offset where the type has one. */
export function parseTime(text: string): Value {
  return parseTimeText(text, RULES);
}

/** `2020-01-31 10:20:30.500`, with the name or offset of a zone where the type has one. */
export function parseTimestamp(text: string): Value {
  return parseTimestampText(text, RULES);
}

/** `2 03:04:05.321` */
export function parseDayInterval(text: string): Value {
  const match = DAYS.exec(text);
  if (match === null) return text;
  const [days, hours, minutes, seconds, millis] = match.slice(2).map(BigInt) as [
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  const micros = ((((days * 24n + hours) * 60n + minutes) * 60n + seconds) * 1000n + millis) * 1000n;
  return PyTimeDelta.ofMicros(match[1] === '-' ? -micros : micros);
}

/** Up to twelve digits, rounded to Python's six. */
function roundToMicros(fraction: string): number {
  return Math.round(Number(`0.${fraction}`) * 1_000_000);
}

/** The zone's offset at a moment given by its local clock. */
function zoneAt(name: string, localMillis: number): PyTimeZone {
  const offset = findOffset(name);
  if (offset !== undefined) return offset;
  const zone = findZone(name);
  const local = BigInt(localMillis) * 1000n;
  return zone(local - zone(local).offset.toMicros());
}
