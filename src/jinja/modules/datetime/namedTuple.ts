import { PyObject, PyTuple, type Value } from '../../values/types.js';
import { daysBeforeMonth } from '../calendar.js';
import type { PyDate } from './date.js';

/** A tuple whose items have names (time.struct_time, IsoCalendarDate). Items are ints. */
export class PyNamedTuple extends PyObject {
  readonly items: readonly number[];

  constructor(
    readonly pyType: string,
    readonly reprName: string,
    readonly fields: Readonly<Record<string, number>>,
  ) {
    super();
    this.items = Object.values(fields);
  }

  override pyAttr(name: string): Value | undefined {
    return Object.hasOwn(this.fields, name) ? this.fields[name] : undefined;
  }

  override pyItem(key: Value): Value | undefined {
    return typeof key === 'number' ? this.items.at(key) : undefined;
  }

  override pyIter(): Iterable<Value> {
    return this.items;
  }

  override pyLen(): number {
    return this.items.length;
  }

  override pyContains(value: Value): boolean {
    return this.items.includes(value);
  }

  override pyKind(): 'sequence' {
    return 'sequence';
  }

  override pyEquals(other: Value): boolean {
    const items =
      other instanceof PyNamedTuple ? other.items : other instanceof PyTuple ? [...other] : undefined;
    return (
      items !== undefined && items.length === this.items.length && items.every((x, i) => x === this.items[i])
    );
  }

  override pyRepr(): string {
    const fields = Object.entries(this.fields).map(([name, value]) => `${name}=${value}`);
    return `${this.reprName}(${fields.join(', ')})`;
  }
}

interface Clock {
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
}

/** time.struct_time of a date; isdst is -1 when nothing is known. */
export function structTime(date: PyDate & Clock, isdst: number): PyNamedTuple {
  return new PyNamedTuple('struct_time', 'time.struct_time', {
    tm_year: date.year,
    tm_mon: date.month,
    tm_mday: date.day,
    tm_hour: date.hour ?? 0,
    tm_min: date.minute ?? 0,
    tm_sec: date.second ?? 0,
    tm_wday: date.weekday(),
    tm_yday: daysBeforeMonth(date.year, date.month) + date.day,
    tm_isdst: isdst,
  });
}
