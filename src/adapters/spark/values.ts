import { PyDate, PyDateTime } from '../../jinja/modules/datetime.js';
import { PyBytes } from '../../jinja/values/bytes.js';
import { PyDecimal } from '../../jinja/values/decimal.js';
import { PyFloat, type Value } from '../../jinja/values/types.js';

/** A column of a row set: one of the lists is there, by the type; bit i of `nulls` says that value i is none. */
export interface ThriftColumn {
  readonly [kind: string]: { readonly values: readonly unknown[]; readonly nulls: Buffer } | null | undefined;
}

/** An eight-byte number as the Thrift library hands it out; its own conversion loses digits beyond 2^53. */
interface Int64 {
  readonly buffer: Buffer;
  readonly offset: number;
}

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const TIMESTAMP = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d+))?$/;

function parseDate(text: string): Value {
  const match = DATE.exec(text);
  return match === null ? text : PyDate.of(Number(match[1]), Number(match[2]), Number(match[3]));
}

function parseTimestamp(text: string): Value {
  const match = TIMESTAMP.exec(text);
  if (match === null) return text;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return PyDateTime.of(
    year,
    month,
    day,
    hour,
    minute,
    second,
    Number((match[7] ?? '').padEnd(6, '0').slice(0, 6)),
  );
}

function readInt64(value: unknown): Value {
  const { buffer, offset } = value as Int64;
  const exact = buffer.readBigInt64BE(offset);
  const number = Number(exact);
  return Number.isSafeInteger(number) ? number : exact;
}

type Converter = (value: unknown) => Value;

/** By the kind of list the values come in. */
const KINDS: Readonly<Record<string, Converter>> = {
  boolVal: (value) => value === true || value === 1,
  byteVal: (value) => Number(value),
  i16Val: (value) => Number(value),
  i32Val: (value) => Number(value),
  i64Val: readInt64,
  doubleVal: (value) => new PyFloat(Number(value)),
  stringVal: (value) => String(value),
  binaryVal: (value) => new PyBytes(Buffer.isBuffer(value) ? value : Buffer.from(String(value), 'utf8')),
};

/** Types whose values come as text; arrays, maps and structs stay text. */
const TEXT_TYPES: Readonly<Record<string, (text: string) => Value>> = {
  date: parseDate,
  timestamp: parseTimestamp,
  decimal: (text) => PyDecimal.findParse(text) ?? text,
};

/** The values of a column, first to last. */
export function readColumn(column: ThriftColumn, type: string): Value[] {
  const [kind, list] = Object.entries(column).find(([, each]) => each?.values !== undefined) ?? [];
  if (kind === undefined || !list) return [];
  const convert = KINDS[kind] ?? ((value: unknown) => value as Value);
  const parse = Object.hasOwn(TEXT_TYPES, type) ? TEXT_TYPES[type] : undefined;
  return list.values.map((value, i) => {
    if (isNull(list.nulls, i)) return null;
    const converted = convert(value);
    return parse !== undefined && typeof converted === 'string' ? parse(converted) : converted;
  });
}

function isNull(nulls: Buffer | undefined, index: number): boolean {
  const byte = nulls?.[Math.floor(index / 8)] ?? 0;
  return (byte & (1 << (index % 8))) !== 0;
}
