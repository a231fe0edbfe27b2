import { PyDate } from '../../jinja/modules/datetime/date.js';
import { PyDateTime } from '../../jinja/modules/datetime/dateTime.js';
import { PyTimeDelta } from '../../jinja/modules/datetime/timeDelta.js';
import { PyTimeZone } from '../../jinja/modules/datetime/timeZone.js';
import { ScalarProblem } from './scalarProblem.js';

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const DATE_TIME =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.(\d*))?(?:[ \t]*(?:(Z)|([-+])(\d\d?)(?::(\d\d))?))?$/;

/**
 * YAML 1.1's timestamps: a date, or a date with a time (aware when it has a zone). Undefined for other text.
 * Throws ScalarProblem for one that no calendar has.
 */
export function parseYamlTimestamp(text: string): PyDate | PyDateTime | undefined {
  const date = DATE.exec(text);
  if (date) return inCalendar(text, () => PyDate.of(Number(date[1]), Number(date[2]), Number(date[3])));
  const match = DATE_TIME.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);
  const micros = Number((match[7] ?? '').slice(0, 6).padEnd(6, '0'));
  return inCalendar(text, () =>
    PyDateTime.of(year!, month!, day!, hour, minute, second, micros, zoneOf(match)),
  );
}

function zoneOf(match: RegExpExecArray): PyTimeZone | null {
  if (match[8] !== undefined) return PyTimeZone.utc;
  if (match[9] === undefined) return null;
  const seconds = Number(match[10]) * 3600 + Number(match[11] ?? 0) * 60;
  return PyTimeZone.of(PyTimeDelta.of({ seconds: match[9] === '-' ? -seconds : seconds }));
}

function inCalendar<T>(text: string, make: () => T): T {
  try {
    return make();
  } catch {
    throw new ScalarProblem(
      `'${text}' looks like a date but is not in the calendar; put it in quotes if it is text`,
    );
  }
}
