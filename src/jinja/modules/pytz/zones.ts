import { pyFunction } from '../../pyFunction.js';
import { pyTruthy } from '../../values/operations.js';
import type { Value } from '../../values/types.js';
import { PyDateTime } from '../datetime/dateTime.js';
import { PyTimeDelta } from '../datetime/timeDelta.js';
import { PyTzInfo } from '../datetime/timeZone.js';
import { pyError } from '../pyClass.js';
import { localMeanTime, periodAt, type ZoneData, type ZonePeriod } from './zoneData.js';

/** What all zones of pytz have: localize() and normalize() besides tzinfo's methods. */
export abstract class PytzZone extends PyTzInfo {
  abstract readonly zone: string | null;
  abstract localize(wall: PyDateTime, isDst: boolean | null): PyDateTime;

  /** The same moment with the offset that is right for it. */
  normalize(aware: PyDateTime): PyDateTime {
    if (aware.tzinfo === null) throw pyError('Naive time - no tzinfo set', 'Use localize() first.');
    return PyDateTime.fromEpochMicros(aware.epochMicros(), this);
  }

  override pyAttr(name: string): Value | undefined {
    switch (name) {
      case 'zone':
        return this.zone;
      case 'localize':
        return pyFunction('localize', ['dt', 'is_dst?'], (dt, isDst) =>
          this.localize(checkNaive(dt), isDst === null ? null : isDst !== undefined && pyTruthy(isDst)),
        );
      case 'normalize':
        return pyFunction('normalize', ['dt', 'is_dst?'], (dt) => this.normalize(checkDateTime(dt)));
      default:
        return super.pyAttr(name);
    }
  }
}

function checkDateTime(value: Value): PyDateTime {
  if (value instanceof PyDateTime) return value;
  throw pyError('localize() and normalize() take a datetime');
}

function checkNaive(value: Value): PyDateTime {
  const wall = checkDateTime(value);
  if (wall.tzinfo === null) return wall;
  throw pyError(
    'Not naive datetime (tzinfo is already set)',
    'Use astimezone() for a datetime that has a time zone.',
  );
}

/** A zone of one offset: UTC, Etc/GMT+5, FixedOffset(60). */
export class FixedZone extends PytzZone {
  readonly pyType: string;
  readonly #offset: PyTimeDelta;

  constructor(
    readonly zone: string | null,
    minutes: number,
    readonly abbreviation: string | null,
    readonly reprText: string,
    pyType: string,
  ) {
    super();
    this.pyType = pyType;
    this.#offset = PyTimeDelta.of({ seconds: minutes * 60 });
  }

  utcOffset(): PyTimeDelta {
    return this.#offset;
  }

  dst(): PyTimeDelta {
    return PyTimeDelta.of({});
  }

  zoneName(): string | null {
    return this.abbreviation;
  }

  localize(wall: PyDateTime): PyDateTime {
    return wall.with({ tzinfo: this });
  }

  override pyStr(): string {
    return this.zone ?? this.reprText;
  }

  override pyRepr(): string {
    return this.reprText;
  }
}

/**
 * A zone whose offset changes. As in pytz there is one of these a period, so that a datetime remembers the offset it
 * was made with; the one that timezone() gives has the local mean time of long ago.
 */
export class ChangingZone extends PytzZone {
  readonly pyType = 'DstTzInfo';
  readonly zone: string;

  private constructor(
    readonly data: ZoneData,
    readonly period: ZonePeriod,
    private readonly siblings: Map<string, ChangingZone>,
  ) {
    super();
    this.zone = data.name;
  }

  static of(data: ZoneData): ChangingZone {
    return new ChangingZone(data, localMeanTime(data), new Map());
  }

  #withPeriod(period: ZonePeriod): ChangingZone {
    const key = `${period.abbreviation}${period.offset}`;
    let zone = this.siblings.get(key);
    if (zone === undefined) {
      zone = new ChangingZone(this.data, period, this.siblings);
      this.siblings.set(key, zone);
    }
    return zone;
  }

  utcOffset(wall: PyDateTime | null): PyTimeDelta | null {
    return wall && PyTimeDelta.of({ seconds: this.#periodOf(wall).offset * 60 });
  }

  dst(wall: PyDateTime | null): PyTimeDelta | null {
    return wall && PyTimeDelta.of({ seconds: this.#periodOf(wall).dst * 60 });
  }

  zoneName(wall: PyDateTime | null): string {
    return wall ? this.#periodOf(wall).abbreviation : this.zone;
  }

  #periodOf(wall: PyDateTime): ZonePeriod {
    if (wall.tzinfo === this) return this.period;
    const local = this.localize(wall.with({ tzinfo: null }), false).tzinfo as ChangingZone;
    return local.period;
  }

  override fromUtc(utc: PyDateTime): PyDateTime {
    const seconds = Number(utc.with({ tzinfo: null }).epochMicros() / 1_000_000n);
    return this.#show(utc, periodAt(this.data, seconds));
  }

  #show(utc: PyDateTime, period: ZonePeriod): PyDateTime {
    return utc
      .with({ tzinfo: this.#withPeriod(period) })
      .plus(PyTimeDelta.of({ seconds: period.offset * 60 }));
  }

  localize(wall: PyDateTime, isDst: boolean | null): PyDateTime {
    const periods = this.#periodsThatShow(wall);
    if (periods.length === 0) return this.#localizeGap(wall, isDst);
    if (periods.length === 1) return wall.with({ tzinfo: this.#withPeriod(periods[0]!) });
    if (isDst === null) {
      throw pyError(
        `${wall.pyStr()} occurs twice in ${this.zone}`,
        'Say which is meant with is_dst=true or is_dst=false.',
      );
    }
    const wanted = periods.filter((period) => (period.dst !== 0) === isDst);
    // Among equals the earlier moment is taken for daylight saving time, the later one otherwise.
    const sorted = (wanted.length > 0 ? wanted : periods).toSorted((a, b) => b.offset - a.offset);
    return wall.with({ tzinfo: this.#withPeriod(isDst ? sorted[0]! : sorted.at(-1)!) });
  }

  /** Periods in which a clock of this zone shows `wall`. */
  #periodsThatShow(wall: PyDateTime): ZonePeriod[] {
    const seconds = Number(wall.epochMicros() / 1_000_000n);
    const found = new Map<string, ZonePeriod>();
    for (const near of [seconds - 86400, seconds + 86400]) {
      const period = periodAt(this.data, near);
      const there = periodAt(this.data, seconds - period.offset * 60);
      if (there.offset === period.offset) found.set(`${there.abbreviation}${there.offset}`, there);
    }
    return [...found.values()];
  }

  /** A time that the clocks skip: six hours off there is no doubt. */
  #localizeGap(wall: PyDateTime, isDst: boolean | null): PyDateTime {
    if (isDst === null) throw pyError(`${wall.pyStr()} does not occur in ${this.zone}: the clocks skip it`);
    const hours = PyTimeDelta.of({ seconds: (isDst ? 6 : -6) * 3600 });
    return this.localize(wall.plus(hours), isDst).plus(hours.negate());
  }

  override pyStr(): string {
    return this.zone;
  }

  override pyRepr(): string {
    const offset = PyTimeDelta.of({ seconds: this.period.offset * 60 });
    const sign = this.period.offset >= 0 ? '+' : '';
    const kind = this.period.dst === 0 ? 'STD' : 'DST';
    return `<DstTzInfo '${this.zone}' ${this.period.abbreviation}${sign}${offset.pyStr()} ${kind}>`;
  }
}
