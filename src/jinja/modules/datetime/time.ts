import { pyFunction } from '../../pyFunction.js';
import { PyObject, type Value } from '../../values/types.js';
import { optionalInt, pad, textArgument, typeName } from '../arguments.js';
import { type Members, members, PyClass, pyError } from '../pyClass.js';
import { formatSpec, strftime } from './format.js';
import { parseIsoTime } from './iso.js';
import type { PyTimeDelta } from './timeDelta.js';
import { formatOffset, PyTzInfo } from './timeZone.js';

export interface ClockFields {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
}

export function checkClock(clock: ClockFields): void {
  if (clock.hour < 0 || clock.hour > 23) throw pyError('hour must be in 0..23');
  if (clock.minute < 0 || clock.minute > 59) throw pyError('minute must be in 0..59');
  if (clock.second < 0 || clock.second > 59) throw pyError('second must be in 0..59');
  if (clock.microsecond < 0 || clock.microsecond > 999999) throw pyError('microsecond must be in 0..999999');
}

export function checkTzInfo(value: Value): PyTzInfo | null {
  if (value === null || value instanceof PyTzInfo) return value;
  throw pyError(`tzinfo argument must be None or of a tzinfo subclass, not type '${typeName(value)}'`);
}

export function checkFold(value: Value | undefined, fallback: number): number {
  const fold = optionalInt(value, fallback);
  if (fold !== 0 && fold !== 1) throw pyError('fold must be either 0 or 1');
  return fold;
}

/** Digits of isoformat's `timespec`, from the longest to the shortest. */
export function formatClock(clock: ClockFields, timespec: string): string {
  const minutes = `${pad(clock.hour, 2)}:${pad(clock.minute, 2)}`;
  const seconds = `${minutes}:${pad(clock.second, 2)}`;
  switch (timespec) {
    case 'auto':
      return clock.microsecond === 0 ? seconds : `${seconds}.${pad(clock.microsecond, 6)}`;
    case 'hours':
      return pad(clock.hour, 2);
    case 'minutes':
      return minutes;
    case 'seconds':
      return seconds;
    case 'milliseconds':
      return `${seconds}.${pad(Math.floor(clock.microsecond / 1000), 3)}`;
    case 'microseconds':
      return `${seconds}.${pad(clock.microsecond, 6)}`;
    default:
      throw pyError(
        'Unknown timespec value',
        'Use auto, hours, minutes, seconds, milliseconds or microseconds.',
      );
  }
}

/** The fields of a repr's argument list: seconds and microseconds only where they are needed. */
export function reprClock(clock: ClockFields): string[] {
  const fields = [clock.hour, clock.minute];
  if (clock.second !== 0 || clock.microsecond !== 0) fields.push(clock.second);
  if (clock.microsecond !== 0) fields.push(clock.microsecond);
  return fields.map(String);
}

/** datetime.time. */
export class PyTime extends PyObject implements ClockFields {
  readonly pyType = 'time';

  private constructor(
    readonly hour: number,
    readonly minute: number,
    readonly second: number,
    readonly microsecond: number,
    readonly tzinfo: PyTzInfo | null,
    readonly fold: number,
  ) {
    super();
  }

  static of(
    hour = 0,
    minute = 0,
    second = 0,
    microsecond = 0,
    tzinfo: PyTzInfo | null = null,
    fold = 0,
  ): PyTime {
    checkClock({ hour, minute, second, microsecond });
    return new PyTime(hour, minute, second, microsecond, tzinfo, fold);
  }

  static fromIso(text: string): PyTime {
    const parsed = parseIsoTime(text.startsWith('T') ? text.slice(1) : text);
    if (parsed === undefined) throw pyError(`Invalid isoformat string: '${text}'`);
    return PyTime.of(parsed.hour, parsed.minute, parsed.second, parsed.microsecond, parsed.tzinfo);
  }

  utcOffset(): PyTimeDelta | null {
    return this.tzinfo?.utcOffset(null) ?? null;
  }

  isoformat(timespec = 'auto'): string {
    const offset = this.utcOffset();
    return formatClock(this, timespec) + (offset === null ? '' : formatOffset(offset, ':'));
  }

  override pyAttr(name: string): Value | undefined {
    return MEMBERS.get(name)?.(this);
  }

  override pyStr(): string {
    return this.isoformat();
  }

  override pyRepr(): string {
    const fields = reprClock(this);
    if (this.tzinfo !== null) fields.push(`tzinfo=${this.tzinfo.pyRepr()}`);
    if (this.fold !== 0) fields.push(`fold=${this.fold}`);
    return `datetime.time(${fields.join(', ')})`;
  }

  override pyEquals(other: Value): boolean {
    if (!(other instanceof PyTime)) return false;
    return (this.utcOffset() === null) === (other.utcOffset() === null) && this.#micros() === other.#micros();
  }

  override pyHash(): string {
    return `time:${this.#micros()}:${this.utcOffset() === null}`;
  }

  override pyCompare(other: Value): number | undefined {
    if (!(other instanceof PyTime)) return undefined;
    if ((this.utcOffset() === null) !== (other.utcOffset() === null)) {
      throw pyError("can't compare offset-naive and offset-aware times");
    }
    return this.#micros() - other.#micros();
  }

  /** Since midnight UTC for aware times. */
  #micros(): number {
    const offset = this.utcOffset();
    const shift = offset === null ? 0 : Number(offset.toMicros());
    return ((this.hour * 60 + this.minute) * 60 + this.second) * 1_000_000 + this.microsecond - shift;
  }
}

const REPLACE = ['hour?', 'minute?', 'second?', 'microsecond?', 'tzinfo?', 'fold?'];

const MEMBERS: Members<PyTime> = members<PyTime>({
  hour: (self) => self.hour,
  minute: (self) => self.minute,
  second: (self) => self.second,
  microsecond: (self) => self.microsecond,
  tzinfo: (self) => self.tzinfo,
  fold: (self) => self.fold,
  isoformat: (self) => pyFunction('isoformat', ['timespec?'], (timespec) => self.isoformat(timespec)),
  strftime: (self) =>
    pyFunction('strftime', ['format'], (format) =>
      strftime(textArgument(format, 'strftime() argument 1'), self),
    ),
  __format__: (self) => pyFunction('__format__', ['spec'], (spec) => formatSpec(spec, self)),
  utcoffset: (self) => pyFunction('utcoffset', [], () => self.utcOffset()),
  dst: (self) => pyFunction('dst', [], () => self.tzinfo?.dst(null) ?? null),
  tzname: (self) => pyFunction('tzname', [], () => self.tzinfo?.zoneName(null) ?? null),
  replace: (self) =>
    pyFunction('replace', REPLACE, (hour, minute, second, microsecond, tzinfo, fold) =>
      PyTime.of(
        optionalInt(hour, self.hour),
        optionalInt(minute, self.minute),
        optionalInt(second, self.second),
        optionalInt(microsecond, self.microsecond),
        tzinfo === undefined ? self.tzinfo : checkTzInfo(tzinfo),
        checkFold(fold, self.fold),
      ),
    ),
});

const construct = pyFunction('time', REPLACE, (hour, minute, second, microsecond, tzinfo, fold) =>
  PyTime.of(
    optionalInt(hour, 0),
    optionalInt(minute, 0),
    optionalInt(second, 0),
    optionalInt(microsecond, 0),
    checkTzInfo(tzinfo ?? null),
    checkFold(fold, 0),
  ),
);

export const timeClass = new PyClass({
  name: 'datetime.time',
  construct: (args, kwargs) => construct(args, kwargs),
  statics: {
    min: () => PyTime.of(),
    max: () => PyTime.of(23, 59, 59, 999999),
    fromisoformat: () =>
      pyFunction('fromisoformat', ['time_string'], (text) =>
        PyTime.fromIso(textArgument(text, 'fromisoformat: argument')),
      ),
  },
});
