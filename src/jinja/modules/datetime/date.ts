import { pyFunction } from '../../pyFunction.js';
import { PyObject, type Value } from '../../values/types.js';
import { intArgument, numberArgument, optionalInt, pad, textArgument } from '../arguments.js';
import {
  civilOf,
  DAY_NAMES,
  daysInMonth,
  isoWeekOf,
  MAX_ORDINAL,
  MAX_YEAR,
  MIN_YEAR,
  MONTH_NAMES,
  ordinalOf,
  ordinalOfIsoWeek,
  weekdayOf,
} from '../calendar.js';
import { type Members, members, PyClass, pyError } from '../pyClass.js';
import { formatSpec, strftime } from './format.js';
import { parseIsoDate } from './iso.js';
import { PyNamedTuple, structTime } from './namedTuple.js';
import { PyTimeDelta } from './timeDelta.js';

export function checkDate(year: number, month: number, day: number): void {
  if (year < MIN_YEAR || year > MAX_YEAR) throw pyError(`year ${year} is out of range`);
  if (month < 1 || month > 12) throw pyError('month must be in 1..12');
  if (day < 1 || day > daysInMonth(year, month)) throw pyError('day is out of range for month');
}

/** `ctime()`'s form: `Wed Jun  9 04:26:40 1993`. */
export function formatCtime(date: PyDate, clock: string): string {
  const day = DAY_NAMES[date.weekday()]!.slice(0, 3);
  const month = MONTH_NAMES[date.month - 1]!.slice(0, 3);
  return `${day} ${month} ${String(date.day).padStart(2)} ${clock} ${pad(date.year, 4)}`;
}

/** datetime.date. */
export class PyDate extends PyObject {
  readonly pyType: string = 'date';

  protected constructor(
    readonly year: number,
    readonly month: number,
    readonly day: number,
  ) {
    super();
  }

  static of(year: number, month: number, day: number): PyDate {
    checkDate(year, month, day);
    return new PyDate(year, month, day);
  }

  static ofOrdinal(ordinal: number): PyDate {
    if (ordinal < 1 || ordinal > MAX_ORDINAL) throw pyError('date value out of range');
    const { year, month, day } = civilOf(ordinal);
    return new PyDate(year, month, day);
  }

  /** Python 3.11's rules: YYYY-MM-DD, YYYYMMDD and ISO week dates. */
  static fromIso(text: string): PyDate {
    const parsed = parseIsoDate(text);
    if (parsed === undefined) throw pyError(`Invalid isoformat string: '${text}'`);
    return PyDate.of(parsed.year, parsed.month, parsed.day);
  }

  static today(now = new Date()): PyDate {
    return PyDate.of(now.getFullYear(), now.getMonth() + 1, now.getDate());
  }

  toOrdinal(): number {
    return ordinalOf(this.year, this.month, this.day);
  }

  weekday(): number {
    return weekdayOf(this.toOrdinal());
  }

  isoformat(): string {
    return `${pad(this.year, 4)}-${pad(this.month, 2)}-${pad(this.day, 2)}`;
  }

  plusDays(days: number): PyDate {
    return PyDate.ofOrdinal(this.toOrdinal() + days);
  }

  /** JSON and SQL text. */
  toJSON(): string {
    return this.isoformat();
  }

  override pyAttr(name: string): Value | undefined {
    return DATE_MEMBERS.get(name)?.(this);
  }

  override pyStr(): string {
    return this.isoformat();
  }

  override pyRepr(): string {
    return `datetime.date(${this.year}, ${this.month}, ${this.day})`;
  }

  override pyEquals(other: Value): boolean {
    return isPlainDate(other) && this.toOrdinal() === other.toOrdinal();
  }

  override pyHash(): string {
    return `date:${this.isoformat()}`;
  }

  override pyCompare(other: Value): number | undefined {
    return isPlainDate(other) ? this.toOrdinal() - other.toOrdinal() : undefined;
  }

  override pyBinary(op: string, other: Value, reversed: boolean): Value | undefined {
    if (other instanceof PyTimeDelta) {
      if (op === '+') return this.plusDays(other.days);
      if (op === '-' && !reversed) return this.plusDays(-other.days);
    }
    if (op === '-' && isPlainDate(other)) {
      const days = this.toOrdinal() - other.toOrdinal();
      return PyTimeDelta.of({ days: reversed ? -days : days });
    }
    return undefined;
  }
}

function isPlainDate(value: Value): value is PyDate {
  return value instanceof PyDate && value.pyType === 'date';
}

export const DATE_MEMBERS: Members<PyDate> = members<PyDate>({
  year: (self) => self.year,
  month: (self) => self.month,
  day: (self) => self.day,
  weekday: (self) => pyFunction('weekday', [], () => self.weekday()),
  isoweekday: (self) => pyFunction('isoweekday', [], () => self.weekday() + 1),
  toordinal: (self) => pyFunction('toordinal', [], () => self.toOrdinal()),
  isoformat: (self) => pyFunction('isoformat', [], () => self.isoformat()),
  ctime: (self) => pyFunction('ctime', [], () => formatCtime(self, '00:00:00')),
  timetuple: (self) => pyFunction('timetuple', [], () => structTime(self, -1)),
  isocalendar: (self) =>
    pyFunction('isocalendar', [], () => {
      const { year, week, weekday } = isoWeekOf(self.toOrdinal());
      return new PyNamedTuple('IsoCalendarDate', 'datetime.IsoCalendarDate', { year, week, weekday });
    }),
  strftime: (self) =>
    pyFunction('strftime', ['format'], (format) =>
      strftime(textArgument(format, 'strftime() argument 1'), self),
    ),
  __format__: (self) => pyFunction('__format__', ['spec'], (spec) => formatSpec(spec, self)),
  replace: (self) =>
    pyFunction('replace', ['year?', 'month?', 'day?'], (year, month, day) =>
      PyDate.of(optionalInt(year, self.year), optionalInt(month, self.month), optionalInt(day, self.day)),
    ),
});

const construct = pyFunction('date', ['year', 'month', 'day'], (year, month, day) =>
  PyDate.of(intArgument(year), intArgument(month), intArgument(day)),
);

export const dateClass = new PyClass({
  name: 'datetime.date',
  construct: (args, kwargs) => construct(args, kwargs),
  statics: {
    min: () => PyDate.of(1, 1, 1),
    max: () => PyDate.of(9999, 12, 31),
    resolution: () => PyTimeDelta.of({ days: 1 }),
    today: () => pyFunction('today', [], () => PyDate.today()),
    fromordinal: () =>
      pyFunction('fromordinal', ['ordinal'], (ordinal) => PyDate.ofOrdinal(intArgument(ordinal))),
    fromtimestamp: () =>
      pyFunction('fromtimestamp', ['timestamp'], (seconds) =>
        PyDate.today(new Date(numberArgument(seconds, 'fromtimestamp()') * 1000)),
      ),
    fromisoformat: () =>
      pyFunction('fromisoformat', ['date_string'], (text) =>
        PyDate.fromIso(textArgument(text, 'fromisoformat: argument')),
      ),
    fromisocalendar: () =>
      pyFunction('fromisocalendar', ['year', 'week', 'day'], (year, week, day) => isoDate(year, week, day)),
  },
});

function isoDate(year: Value, week: Value, day: Value): PyDate {
  const weekday = intArgument(day);
  const ordinal = ordinalOfIsoWeek(intArgument(year), intArgument(week), weekday);
  if (ordinal === undefined) throw pyError(`Invalid week: ${week}`);
  if (weekday < 1 || weekday > 7) throw pyError(`Invalid weekday: ${weekday} (range is [1, 7])`);
  return PyDate.ofOrdinal(ordinal);
}
