import { PyTimeDelta, PyTimeZone } from '../jinja/modules/datetime.js';

/** The offset in force at a moment (microseconds since 1970 UTC). */
export type ZoneAt = (micros: bigint) => PyTimeZone;

const utc: ZoneAt = () => PyTimeZone.utc;
const UTC_NAMES = new Set(['UTC', 'Etc/UTC', 'GMT', 'Etc/GMT', 'Z', 'Universal', 'Zulu', 'UCT', 'Etc/UCT']);
const known = new Map<string, ZoneAt>();

/** How a session's TimeZone setting shows moments; UTC for a zone this machine does not know. */
export function findZone(name: string): ZoneAt {
  if (UTC_NAMES.has(name)) return utc;
  let zone = known.get(name);
  if (zone === undefined) known.set(name, (zone = createZone(name)));
  return zone;
}

export const utcZone: ZoneAt = utc;

function createZone(timeZone: string): ZoneAt {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset', hour: 'numeric' });
  } catch {
    return utc;
  }
  const byOffset = new Map<string, PyTimeZone>();
  return (micros) => {
    const millis = Number(micros / 1000n);
    const text = format.formatToParts(millis).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
    let offset = byOffset.get(text);
    if (offset === undefined) byOffset.set(text, (offset = PyTimeZone.of(offsetOf(text))));
    return offset;
  };
}

/** `GMT-03:30` or `GMT+00:19:32` as a timedelta. */
function offsetOf(text: string): PyTimeDelta {
  const match = /([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(text);
  if (match === null) return PyTimeDelta.of({});
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0);
  return PyTimeDelta.of({ seconds: match[1] === '-' ? -seconds : seconds });
}
