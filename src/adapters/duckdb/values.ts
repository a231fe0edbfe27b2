import {
  DuckDBArrayValue,
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBIntervalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimeNSValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBTimeTZValue,
  DuckDBTimeValue,
  type DuckDBType,
  DuckDBTypeId,
  DuckDBUnionValue,
  type DuckDBValue,
  DuckDBVariantValue,
} from '@duckdb/node-api';
import { PyDate, PyDateTime, PyTime, PyTimeDelta, PyTimeZone } from '../../jinja/modules/datetime.js';
import { PyBytes } from '../../jinja/values/bytes.js';
import { PyDecimal } from '../../jinja/values/decimal.js';
import { PyDict } from '../../jinja/values/dict.js';
import { PyFloat, PyTuple, type Value } from '../../jinja/values/types.js';
import type { ZoneAt } from '../zones.js';

const EPOCH_ORDINAL = 719_163;
const MAX_DAYS = 2_932_896;
const MIN_DAYS = -719_162;
const DAYS_A_MONTH = 30;
const DAY_MICROS = 86_400_000_000n;

/**
 * A DuckDB value as the Jinja value Python's duckdb would give: exact integers and decimals, dates and times as
 * datetime objects (nanoseconds cut to microseconds, infinity as the last one), lists, dicts, text for the rest. Dates
 * outside the years 1 to 9999 are text, as Python has none. `zone` is what TIMESTAMPTZ is shown in.
 */
export function convertValue(value: DuckDBValue, type: DuckDBType, zone: ZoneAt): Value {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return isFloatType(type) ? new PyFloat(value) : value;
    case 'bigint':
      return type.typeId === DuckDBTypeId.BIGNUM ? String(value) : safeInteger(value);
    default:
      return value === null ? null : convertObject(value, type, zone);
  }
}

function isFloatType(type: DuckDBType): boolean {
  return type.typeId === DuckDBTypeId.DOUBLE || type.typeId === DuckDBTypeId.FLOAT;
}

function safeInteger(value: bigint): number | bigint {
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}

function convertObject(value: NonNullable<DuckDBValue>, type: DuckDBType, zone: ZoneAt): Value {
  if (value instanceof DuckDBDecimalValue) return PyDecimal.ofScaled(value.value, value.scale);
  if (value instanceof DuckDBDateValue) return dateOf(value);
  if (value instanceof DuckDBTimestampValue) return momentOf(value.micros, value, null);
  if (value instanceof DuckDBTimestampTZValue) return momentOf(value.micros, value, zone);
  if (value instanceof DuckDBTimestampSecondsValue) return momentOf(value.seconds * 1_000_000n, value, null);
  if (value instanceof DuckDBTimestampMillisecondsValue) return momentOf(value.millis * 1000n, value, null);
  if (value instanceof DuckDBTimestampNanosecondsValue) return momentOf(value.nanos / 1000n, value, null);
  if (value instanceof DuckDBTimeValue) return timeOf(value.micros, null) ?? value.toString();
  if (value instanceof DuckDBTimeNSValue) return timeOf(value.nanos / 1000n, null) ?? value.toString();
  if (value instanceof DuckDBTimeTZValue) {
    const offset = PyTimeZone.of(PyTimeDelta.of({ seconds: value.offset }));
    return timeOf(value.micros, offset) ?? value.toString();
  }
  if (value instanceof DuckDBIntervalValue) {
    const days = value.months * DAYS_A_MONTH + value.days;
    return PyTimeDelta.ofMicros(BigInt(days) * DAY_MICROS + value.micros);
  }
  if (value instanceof DuckDBBlobValue) return new PyBytes(Buffer.from(value.bytes));
  return convertNested(value, type, zone);
}

function convertNested(value: NonNullable<DuckDBValue>, type: DuckDBType, zone: ZoneAt): Value {
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) {
    const item = 'valueType' in type ? type.valueType : type;
    const items = value.items.map((element) => convertValue(element, item, zone));
    return value instanceof DuckDBArrayValue ? PyTuple.fromArray(items) : items;
  }
  if (value instanceof DuckDBStructValue) {
    const types = new Map(
      type.typeId === DuckDBTypeId.STRUCT
        ? type.entryNames.map((name, i) => [name, type.entryTypes[i]!])
        : [],
    );
    const fields = Object.entries(value.entries);
    return new PyDict(
      fields.map(([name, item]) => [name, convertValue(item, types.get(name) ?? type, zone)]),
    );
  }
  if (value instanceof DuckDBMapValue) {
    const [keyType, valueType] =
      type.typeId === DuckDBTypeId.MAP ? [type.keyType, type.valueType] : [type, type];
    const keys = value.entries.map((entry) => convertValue(entry.key, keyType, zone));
    const values = value.entries.map((entry) => convertValue(entry.value, valueType, zone));
    // Keys that no dict can have: Python's duckdb gives the two lists instead.
    if (!keys.every(isHashable))
      return new PyDict([
        ['key', keys],
        ['value', values],
      ]);
    return new PyDict(keys.map((key, i) => [key, values[i]]));
  }
  if (value instanceof DuckDBUnionValue) {
    const at = type.typeId === DuckDBTypeId.UNION ? type.memberTags.indexOf(value.tag) : -1;
    const member = type.typeId === DuckDBTypeId.UNION ? type.memberTypes[at] : undefined;
    return convertValue(value.value, member ?? type, zone);
  }
  if (value instanceof DuckDBVariantValue) return convertValue(value.value, value.type ?? type, zone);
  return value.toString();
}

function isHashable(key: Value): boolean {
  if (key instanceof PyTuple) return key.every(isHashable);
  return !Array.isArray(key) && !(key instanceof PyDict);
}

function dateOf(value: DuckDBDateValue): Value {
  if (!value.isFinite) return value.days > 0 ? PyDate.of(9999, 12, 31) : PyDate.of(1, 1, 1);
  if (value.days > MAX_DAYS) return value.toString();
  if (value.days < MIN_DAYS) return beforeChrist(value);
  return PyDate.ofOrdinal(EPOCH_ORDINAL + value.days);
}

/** As DuckDB casts it to text; node-api's own text has a year 0. */
function beforeChrist(value: DuckDBDateValue): string {
  const { year, month, day } = value.toParts();
  const two = (part: number) => String(part).padStart(2, '0');
  return `${String(1 - year).padStart(4, '0')}-${two(month)}-${two(day)} (BC)`;
}

const LAST_MOMENT = PyDateTime.of(9999, 12, 31, 23, 59, 59, 999_999);
const FIRST_MOMENT = PyDateTime.of(1, 1, 1);
const MIN_MICROS = BigInt(MIN_DAYS) * DAY_MICROS;
const MAX_MICROS = BigInt(MAX_DAYS + 1) * DAY_MICROS;

function momentOf(
  micros: bigint,
  value: { toString(): string; readonly isFinite: boolean },
  zone: ZoneAt | null,
): Value {
  if (!value.isFinite) return micros > 0n ? LAST_MOMENT : FIRST_MOMENT;
  if (micros < MIN_MICROS) return momentBeforeChrist(micros, value.toString());
  if (micros >= MAX_MICROS) return value.toString();
  return PyDateTime.fromEpochMicros(micros, zone === null ? null : zone(micros));
}

function momentBeforeChrist(micros: bigint, text: string): string {
  const days = micros / DAY_MICROS - (micros % DAY_MICROS === 0n ? 0n : 1n);
  return text.replace(/^\S+(?: \(BC\))?/, beforeChrist(new DuckDBDateValue(Number(days))));
}

/** undefined for 24:00:00, which Python has no time for. */
function timeOf(micros: bigint, zone: PyTimeZone | null): PyTime | undefined {
  const total = Number(micros);
  const hours = Math.floor(total / 3_600_000_000);
  if (hours > 23) return undefined;
  const minutes = Math.floor(total / 60_000_000) % 60;
  const seconds = Math.floor(total / 1_000_000) % 60;
  return PyTime.of(hours, minutes, seconds, total % 1_000_000, zone);
}
