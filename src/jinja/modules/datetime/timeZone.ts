import { pyFunction } from '../../pyFunction.js';
import { PyObject, type Value } from '../../values/types.js';
import { pad } from '../arguments.js';
import { type Members, members, PyClass, pyError } from '../pyClass.js';
import type { PyDateTime } from './dateTime.js';
import { PyTimeDelta } from './timeDelta.js';

/** datetime.tzinfo: what an aware datetime or time refers to. Offsets are of the given wall time; null asks in general. */
export abstract class PyTzInfo extends PyObject {
  abstract utcOffset(wall: PyDateTime | null): PyTimeDelta | null;
  abstract dst(wall: PyDateTime | null): PyTimeDelta | null;
  abstract zoneName(wall: PyDateTime | null): string | null;

  /** `utc` holds UTC's fields with this zone; the answer is that moment as this zone shows it. */
  fromUtc(utc: PyDateTime): PyDateTime {
    const offset = this.utcOffset(utc);
    return offset === null ? utc : utc.plus(offset);
  }

  override pyAttr(name: string): Value | undefined {
    return TZINFO_MEMBERS.get(name)?.(this);
  }
}

export const TZINFO_MEMBERS: Members<PyTzInfo> = members<PyTzInfo>({
  utcoffset: (self) => pyFunction('utcoffset', ['dt'], (dt) => self.utcOffset(dt)),
  dst: (self) => pyFunction('dst', ['dt'], (dt) => self.dst(dt)),
  tzname: (self) => pyFunction('tzname', ['dt'], (dt) => self.zoneName(dt)),
  fromutc: (self) => pyFunction('fromutc', ['dt'], (dt) => self.fromUtc(dt)),
});

/** `+01:00`, `-04:56:02`; the separator is '' for %z. */
export function formatOffset(offset: PyTimeDelta, separator: string): string {
  const micros = offset.toMicros();
  const size = micros < 0n ? -micros : micros;
  const seconds = Number(size / 1_000_000n);
  const fraction = Number(size % 1_000_000n);
  const parts = [pad(Math.floor(seconds / 3600), 2), pad(Math.floor(seconds / 60) % 60, 2)];
  if (seconds % 60 !== 0 || fraction !== 0) parts.push(pad(seconds % 60, 2));
  return `${micros < 0n ? '-' : '+'}${parts.join(separator)}${fraction === 0 ? '' : `.${pad(fraction, 6)}`}`;
}

/** datetime.timezone: one fixed offset. */
export class PyTimeZone extends PyTzInfo {
  readonly pyType = 'timezone';

  private constructor(
    readonly offset: PyTimeDelta,
    readonly name: string | null,
  ) {
    super();
  }

  static readonly utc = new PyTimeZone(PyTimeDelta.of({}), null);

  static of(offset: PyTimeDelta, name: string | null = null): PyTimeZone {
    if (offset.toMicros() === 0n && name === null) return PyTimeZone.utc;
    if (Math.abs(offset.totalSeconds()) >= 86400) {
      throw pyError(
        `offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not ${offset.pyRepr()}.`,
      );
    }
    return new PyTimeZone(offset, name);
  }

  utcOffset(): PyTimeDelta {
    return this.offset;
  }

  dst(): null {
    return null;
  }

  zoneName(): string {
    if (this.name !== null) return this.name;
    return this.offset.pyTruthy() ? `UTC${formatOffset(this.offset, ':')}` : 'UTC';
  }

  override pyStr(): string {
    return this.zoneName();
  }

  override pyRepr(): string {
    if (this === PyTimeZone.utc) return 'datetime.timezone.utc';
    const name = this.name === null ? '' : `, '${this.name}'`;
    return `datetime.timezone(${this.offset.pyRepr()}${name})`;
  }

  override pyEquals(other: Value): boolean {
    return other instanceof PyTimeZone && other.offset.pyEquals(this.offset);
  }

  override pyHash(): string {
    return `timezone:${this.offset.pyHash()}`;
  }
}

export const tzInfoClass = new PyClass({
  name: 'datetime.tzinfo',
  construct: () => {
    throw pyError(
      "datetime.tzinfo cannot be created by itself; use datetime.timezone or pytz.timezone('...')",
    );
  },
});
