import { dateClass } from './datetime/date.js';
import { dateTimeClass } from './datetime/dateTimeClass.js';
import { timeClass } from './datetime/time.js';
import { timeDeltaClass } from './datetime/timeDelta.js';
import { tzInfoClass } from './datetime/timeZone.js';
import { PyModule } from './pyClass.js';

export { PyDate } from './datetime/date.js';
export { PyDateTime } from './datetime/dateTime.js';
export { PyTime } from './datetime/time.js';
export { PyTimeDelta } from './datetime/timeDelta.js';
export { PyTimeZone, PyTzInfo } from './datetime/timeZone.js';

/** `modules.datetime`: the five classes that dbt exposes. */
export function createDatetimeModule(): PyModule {
  return new PyModule('datetime', {
    date: () => dateClass,
    datetime: () => dateTimeClass,
    time: () => timeClass,
    timedelta: () => timeDeltaClass,
    tzinfo: () => tzInfoClass,
  });
}
