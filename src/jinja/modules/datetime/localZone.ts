import { PyTimeDelta } from './timeDelta.js';
import { PyTimeZone } from './timeZone.js';

interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** This machine's zone as a fixed offset, at a wall time of it. */
export function localZone(wall: WallTime): PyTimeZone {
  const date = new Date(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second);
  if (wall.year < 100) date.setFullYear(wall.year);
  const offset = PyTimeDelta.of({ seconds: -date.getTimezoneOffset() * 60 });
  return PyTimeZone.of(offset, localName(date));
}

/** `UTC`, `CET`; the offset's name where the platform has no abbreviation. */
function localName(date: Date): string | null {
  if (date.getTimezoneOffset() === 0 && Intl.DateTimeFormat().resolvedOptions().timeZone === 'UTC')
    return 'UTC';
  const parts = new Intl.DateTimeFormat('en-US', { timeZoneName: 'short' }).formatToParts(date);
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? null;
  return name?.startsWith('GMT') ? null : name;
}
