import { dateClass } from './datetime/date.js';
import { dateTimeClass } from './datetime/dateTimeClass.js';
import { timeClass } from './datetime/time.js';
import { timeDeltaClass } from './datetime/timeDelta.js';
import { tzInfoClass } from './datetime/timeZone.js';
import { type OnVolatile, PyModule, WatchedClass } from './pyClass.js';

export { PyDate } from './datetime/date.js';
export { PyDateTime } from './datetime/dateTime.js';
export { PyTime } from './datetime/time.js';
export { PyTimeDelta } from './datetime/timeDelta.js';
export { PyTimeZone, PyTzInfo } from './datetime/timeZone.js';

const CLOCK_READERS: ReadonlySet<string> = new Set(['now', 'today', 'utcnow']);

/** `modules.datetime`: the five classes that dbt exposes. */
export function createDatetimeModule(onVolatile: OnVolatile = () => {}): PyModule {
  return new PyModule('datetime', {
    date: () => new WatchedClass(dateClass, CLOCK_READERS, onVolatile),
    datetime: () => new WatchedClass(dateTimeClass, CLOCK_READERS, onVolatile),
    time: () => timeClass,
    timedelta: () => timeDeltaClass,
    tzinfo: () => tzInfoClass,
  });
}
