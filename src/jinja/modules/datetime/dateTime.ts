import type { Value } from '../../values/types.js';
import { EPOCH_ORDINAL } from '../calendar.js';
import { pyError } from '../pyClass.js';
import { checkDate, PyDate } from './date.js';
import { parseIsoDate, parseIsoTime, splitIsoDateTime } from './iso.js';
import { localZone } from './localZone.js';
import { type ClockFields, checkClock, formatClock, PyTime, reprClock } from './time.js';
import { PyTimeDelta } from './timeDelta.js';
import { formatOffset, type PyTzInfo } from './timeZone.js';

const DAY_MICROS = 86_400_000_000;

/** The attributes and methods of datetime, which live in dateTimeClass.ts (they need the class itself). */
let findMember: (self: PyDateTime, name: string) => Value | undefined = () => undefined;

export function setDateTimeMembers(find: typeof findMember): void {
  findMember = find;
}

/** datetime.datetime, naive (tzinfo null) or aware. Immutable. */
export class PyDateTime extends PyDate implements ClockFields {
  override readonly pyType = 'datetime';

  private constructor(
    year: number,
    month: number,
    day: number,
    readonly hour: number,
    readonly minute: number,
    readonly second: number,
    readonly microsecond: number,
    readonly tzinfo: PyTzInfo | null,
    readonly fold: number,
  ) {
    super(year, month, day);
  }

  static override of(
    year: number,
    month: number,
    day: number,
    hour = 0,
    minute = 0,
    second = 0,
    microsecond = 0,
    tzinfo: PyTzInfo | null = null,
    fold = 0,
  ): PyDateTime {
    checkDate(year, month, day);
    checkClock({ hour, minute, second, microsecond });
    return new PyDateTime(year, month, day, hour, minute, second, microsecond, tzinfo, fold);
  }

  /** Python 3.11's rules: an ISO date, any one separator, an ISO time with or without offset. */
  static override fromIso(text: string): PyDateTime {
    const parts = splitIsoDateTime(text);
    const date = parts && parseIsoDate(parts.date);
    const time = parts && (parts.time === '' ? MIDNIGHT : parseIsoTime(parts.time));
    if (date === undefined || time === undefined) throw pyError(`Invalid isoformat string: '${text}'`);
    const { hour, minute, second, microsecond, tzinfo } = time;
    return PyDateTime.of(date.year, date.month, date.day, hour, minute, second, microsecond, tzinfo);
  }

  /** A moment in microseconds since 1970 UTC, as `tzinfo` shows it (null: naive, in UTC). */
  static fromEpochMicros(micros: bigint, tzinfo: PyTzInfo | null = null): PyDateTime {
    const since = PyTimeDelta.ofMicros(micros);
    const clock = since.seconds * 1_000_000 + since.microseconds;
    if (tzinfo === null) return fromDayAndClock(EPOCH_ORDINAL + since.days, clock, null);
    return tzinfo.fromUtc(fromDayAndClock(EPOCH_ORDINAL + since.days, clock, tzinfo));
  }

  static now(tzinfo: PyTzInfo | null = null): PyDateTime {
    const micros = BigInt(Math.round((performance.timeOrigin + performance.now()) * 1000));
    return tzinfo === null ? localFromEpochMicros(micros) : PyDateTime.fromEpochMicros(micros, tzinfo);
  }

  static combine(date: PyDate, time: PyTime, tzinfo: PyTzInfo | null = time.tzinfo): PyDateTime {
    const { hour, minute, second, microsecond, fold } = time;
    return PyDateTime.of(date.year, date.month, date.day, hour, minute, second, microsecond, tzinfo, fold);
  }

  /** Copy with some fields changed. */
  with(changes: Partial<DateTimeFields>): PyDateTime {
    const f: DateTimeFields = { ...this.#fields(), ...changes };
    return PyDateTime.of(f.year, f.month, f.day, f.hour, f.minute, f.second, f.microsecond, f.tzinfo, f.fold);
  }

  #fields(): DateTimeFields {
    const { year, month, day, hour, minute, second, microsecond, tzinfo, fold } = this;
    return { year, month, day, hour, minute, second, microsecond, tzinfo, fold };
  }

  date(): PyDate {
    return PyDate.of(this.year, this.month, this.day);
  }

  time(tzinfo: PyTzInfo | null = null): PyTime {
    return PyTime.of(this.hour, this.minute, this.second, this.microsecond, tzinfo, this.fold);
  }

  utcOffset(): PyTimeDelta | null {
    return this.tzinfo?.utcOffset(this) ?? null;
  }

  zoneName(): string | null {
    return this.tzinfo?.zoneName(this) ?? null;
  }

  /** Microseconds since 1970 UTC; a naive datetime is taken as UTC. */
  epochMicros(): bigint {
    const offset = this.utcOffset();
    const wall = BigInt(this.toOrdinal() - EPOCH_ORDINAL) * BigInt(DAY_MICROS) + BigInt(this.#clockMicros());
    return offset === null ? wall : wall - offset.toMicros();
  }

  /** Python's timestamp(): a naive datetime is taken as local time. */
  timestamp(): number {
    const aware = this.utcOffset() === null ? this.with({ tzinfo: localZone(this) }) : this;
    return Number(aware.epochMicros()) / 1_000_000;
  }

  epochSeconds(): number {
    return Math.floor(this.with({ tzinfo: null, microsecond: 0 }).timestamp());
  }

  /** The same moment in another zone; a naive datetime is taken as local time. */
  inZone(tzinfo: PyTzInfo): PyDateTime {
    if (tzinfo === this.tzinfo) return this;
    const aware = this.utcOffset() === null ? this.with({ tzinfo: localZone(this) }) : this;
    return PyDateTime.fromEpochMicros(aware.epochMicros(), tzinfo);
  }

  plus(delta: PyTimeDelta): PyDateTime {
    const clock = this.#clockMicros() + delta.seconds * 1_000_000 + delta.microseconds;
    const carry = Math.floor(clock / DAY_MICROS);
    return fromDayAndClock(this.toOrdinal() + delta.days + carry, clock - carry * DAY_MICROS, this.tzinfo);
  }

  #clockMicros(): number {
    return ((this.hour * 60 + this.minute) * 60 + this.second) * 1_000_000 + this.microsecond;
  }

  override isoformat(separator = 'T', timespec = 'auto'): string {
    const offset = this.utcOffset();
    const zone = offset === null ? '' : formatOffset(offset, ':');
    return `${super.isoformat()}${separator}${formatClock(this, timespec)}${zone}`;
  }

  override pyAttr(name: string): Value | undefined {
    return findMember(this, name);
  }

  override pyStr(): string {
    return this.isoformat(' ');
  }

  override pyRepr(): string {
    const fields = [this.year, this.month, this.day, ...reprClock(this)];
    if (this.tzinfo !== null) fields.push(`tzinfo=${this.tzinfo.pyRepr()}`);
    if (this.fold !== 0) fields.push(`fold=${this.fold}`);
    return `datetime.datetime(${fields.join(', ')})`;
  }

  override pyEquals(other: Value): boolean {
    return other instanceof PyDateTime && this.#isNaive() === other.#isNaive() && this.#moment(other) === 0;
  }

  override pyHash(): string {
    return `datetime:${this.epochMicros()}:${this.#isNaive()}`;
  }

  override pyCompare(other: Value): number | undefined {
    if (!(other instanceof PyDateTime)) return undefined;
    if (this.#isNaive() !== other.#isNaive()) {
      throw pyError(
        "can't compare offset-naive and offset-aware datetimes",
        'Give both a time zone, or take it off with .replace(tzinfo=none).',
      );
    }
    return this.#moment(other);
  }

  override pyBinary(op: string, other: Value, reversed: boolean): Value | undefined {
    if (other instanceof PyTimeDelta) {
      if (op === '+') return this.plus(other);
      if (op === '-' && !reversed) return this.plus(other.negate());
    }
    if (op === '-' && other instanceof PyDateTime) {
      if (this.#isNaive() !== other.#isNaive())
        throw pyError("can't subtract offset-naive and offset-aware datetimes");
      const micros = this.#difference(other);
      return PyTimeDelta.ofMicros(reversed ? -micros : micros);
    }
    return undefined;
  }

  #isNaive(): boolean {
    return this.utcOffset() === null;
  }

  /** Within one zone Python compares and subtracts wall times. */
  #difference(other: PyDateTime): bigint {
    if (this.tzinfo !== null && this.tzinfo === other.tzinfo) {
      return this.with({ tzinfo: null }).epochMicros() - other.with({ tzinfo: null }).epochMicros();
    }
    return this.epochMicros() - other.epochMicros();
  }

  #moment(other: PyDateTime): number {
    const micros = this.#difference(other);
    return micros < 0n ? -1 : micros > 0n ? 1 : 0;
  }
}

export interface DateTimeFields extends ClockFields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly tzinfo: PyTzInfo | null;
  readonly fold: number;
}

const MIDNIGHT = { hour: 0, minute: 0, second: 0, microsecond: 0, tzinfo: null };

function fromDayAndClock(ordinal: number, clockMicros: number, tzinfo: PyTzInfo | null): PyDateTime {
  const { year, month, day } = PyDate.ofOrdinal(ordinal);
  const seconds = Math.floor(clockMicros / 1_000_000);
  const minutes = Math.floor(seconds / 60);
  return PyDateTime.of(
    year,
    month,
    day,
    Math.floor(minutes / 60),
    minutes % 60,
    seconds % 60,
    clockMicros - seconds * 1_000_000,
    tzinfo,
  );
}

/** A moment as this machine's clock shows it, naive. */
export function localFromEpochMicros(micros: bigint): PyDateTime {
  const millis = Number(micros / 1000n);
  const offset = PyTimeDelta.of({ seconds: -new Date(millis).getTimezoneOffset() * 60 });
  return PyDateTime.fromEpochMicros(micros + offset.toMicros());
}
