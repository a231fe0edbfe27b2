import { pyFunction } from '../../pyFunction.js';
import { PyFloat, type Value } from '../../values/types.js';
import { intArgument, numberArgument, pad, roundHalfEven, textArgument } from '../arguments.js';
import { inherit, PyClass, pyError } from '../pyClass.js';
import { DATE_MEMBERS, dateClass, formatCtime, PyDate } from './date.js';
import { type DateTimeFields, localFromEpochMicros, PyDateTime, setDateTimeMembers } from './dateTime.js';
import { localZone } from './localZone.js';
import { structTime } from './namedTuple.js';
import { strptime } from './strptime.js';
import { checkFold, checkTzInfo, PyTime } from './time.js';
import { PyTimeDelta } from './timeDelta.js';
import { PyTimeZone, type PyTzInfo } from './timeZone.js';

const FIELDS = ['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond'] as const;

/** The values of FIELDS, tzinfo and fold, as given to the constructor or to replace(). */
function fieldsOf(values: readonly Value[]): Partial<DateTimeFields> {
  const changes: Record<string, Value> = {};
  FIELDS.forEach((field, i) => {
    if (values[i] !== undefined) changes[field] = intArgument(values[i]);
  });
  if (values[7] !== undefined) changes['tzinfo'] = checkTzInfo(values[7]);
  if (values[8] !== undefined) changes['fold'] = checkFold(values[8], 0);
  return changes;
}

function isDst(self: PyDateTime): number {
  const dst = self.tzinfo?.dst(self) ?? null;
  return dst === null ? -1 : dst.pyTruthy() ? 1 : 0;
}

const MEMBERS = inherit<PyDateTime>(DATE_MEMBERS as ReadonlyMap<string, (self: PyDateTime) => Value>, {
  hour: (self) => self.hour,
  minute: (self) => self.minute,
  second: (self) => self.second,
  microsecond: (self) => self.microsecond,
  tzinfo: (self) => self.tzinfo,
  fold: (self) => self.fold,
  date: (self) => pyFunction('date', [], () => self.date()),
  time: (self) => pyFunction('time', [], () => self.time()),
  timetz: (self) => pyFunction('timetz', [], () => self.time(self.tzinfo)),
  utcoffset: (self) => pyFunction('utcoffset', [], () => self.utcOffset()),
  dst: (self) => pyFunction('dst', [], () => self.tzinfo?.dst(self) ?? null),
  tzname: (self) => pyFunction('tzname', [], () => self.zoneName()),
  timestamp: (self) => pyFunction('timestamp', [], () => new PyFloat(self.timestamp())),
  timetuple: (self) => pyFunction('timetuple', [], () => structTime(self, isDst(self))),
  utctimetuple: (self) =>
    pyFunction('utctimetuple', [], () =>
      structTime(self.utcOffset() === null ? self : self.inZone(PyTimeZone.utc), 0),
    ),
  ctime: (self) =>
    pyFunction('ctime', [], () =>
      formatCtime(self, `${pad(self.hour, 2)}:${pad(self.minute, 2)}:${pad(self.second, 2)}`),
    ),
  isoformat: (self) =>
    pyFunction('isoformat', ['sep?', 'timespec?'], (sep, timespec) => {
      if (sep !== undefined && [...textArgument(sep, 'isoformat() argument 1')].length !== 1) {
        throw pyError('isoformat() argument 1 must be a unicode character, not str');
      }
      return self.isoformat(sep, timespec);
    }),
  astimezone: (self) =>
    pyFunction('astimezone', ['tz?'], (tz) =>
      self.inZone(checkTzInfo(tz ?? null) ?? localZone(localNaive(self))),
    ),
  replace: (self) =>
    pyFunction('replace', [...FIELDS.map((f) => `${f}?`), 'tzinfo?', 'fold?'], (...values) =>
      self.with(fieldsOf(values)),
    ),
});

function localNaive(self: PyDateTime): PyDateTime {
  return self.utcOffset() === null ? self : localFromEpochMicros(self.epochMicros());
}

setDateTimeMembers((self, name) => MEMBERS.get(name)?.(self));

const construct = pyFunction(
  'datetime',
  ['year', 'month', 'day', 'hour?', 'minute?', 'second?', 'microsecond?', 'tzinfo?', 'fold?'],
  (...values) => {
    const f = fieldsOf(values);
    return PyDateTime.of(
      f.year!,
      f.month!,
      f.day!,
      f.hour,
      f.minute,
      f.second,
      f.microsecond,
      f.tzinfo,
      f.fold,
    );
  },
);

/** Microseconds of a timestamp, rounded half to even as Python does. */
function timestampMicros(value: Value): bigint {
  const seconds = numberArgument(value, 'fromtimestamp()');
  if (!Number.isFinite(seconds)) throw pyError('cannot convert float NaN or infinity to integer');
  const whole = Math.floor(seconds);
  return BigInt(whole) * 1_000_000n + BigInt(roundHalfEven((seconds - whole) * 1_000_000));
}

function inZoneOrLocal(micros: bigint, tzinfo: PyTzInfo | null): PyDateTime {
  return tzinfo === null ? localFromEpochMicros(micros) : PyDateTime.fromEpochMicros(micros, tzinfo);
}

export const dateTimeClass = new PyClass({
  name: 'datetime.datetime',
  construct: (args, kwargs) => construct(args, kwargs),
  statics: {
    min: () => PyDateTime.of(1, 1, 1),
    max: () => PyDateTime.of(9999, 12, 31, 23, 59, 59, 999999),
    resolution: () => PyTimeDelta.of({ microseconds: 1 }),
    now: () => pyFunction('now', ['tz?'], (tz) => PyDateTime.now(checkTzInfo(tz ?? null))),
    today: () => pyFunction('today', [], () => PyDateTime.now()),
    utcnow: () => pyFunction('utcnow', [], () => PyDateTime.now(PyTimeZone.utc).with({ tzinfo: null })),
    fromtimestamp: () =>
      pyFunction('fromtimestamp', ['timestamp', 'tz?'], (seconds, tz) =>
        inZoneOrLocal(timestampMicros(seconds), checkTzInfo(tz ?? null)),
      ),
    utcfromtimestamp: () =>
      pyFunction('utcfromtimestamp', ['timestamp'], (seconds) =>
        PyDateTime.fromEpochMicros(timestampMicros(seconds)),
      ),
    fromisoformat: () =>
      pyFunction('fromisoformat', ['date_string'], (text) =>
        PyDateTime.fromIso(textArgument(text, 'fromisoformat: argument')),
      ),
    fromordinal: () =>
      pyFunction('fromordinal', ['ordinal'], (ordinal) =>
        PyDateTime.combine(PyDate.ofOrdinal(intArgument(ordinal)), PyTime.of()),
      ),
    fromisocalendar: () =>
      pyFunction('fromisocalendar', ['year', 'week', 'day'], (year, week, day) => {
        const fromIso = dateClass.pyAttr('fromisocalendar');
        return PyDateTime.combine(fromIso([year, week, day], {}), PyTime.of());
      }),
    combine: () =>
      pyFunction('combine', ['date', 'time', 'tzinfo?'], (date, time, tzinfo) => {
        if (!(date instanceof PyDate)) throw pyError('combine() argument 1 must be datetime.date');
        if (!(time instanceof PyTime)) throw pyError('combine() argument 2 must be datetime.time');
        return PyDateTime.combine(date, time, tzinfo === undefined ? time.tzinfo : checkTzInfo(tzinfo));
      }),
    strptime: () =>
      pyFunction('strptime', ['date_string', 'format'], (text, format) =>
        strptime(textArgument(text, 'strptime() argument 1'), textArgument(format, 'strptime() argument 2')),
      ),
  },
});
