import { PyBytes } from '../../jinja/values/bytes.js';
import { PyDecimal } from '../../jinja/values/decimal.js';
import { integer } from '../../jinja/values/numbers.js';
import { PyFloat, type Value } from '../../jinja/values/types.js';
import { parseDateText, parseTimestampText } from '../temporalText.js';

/** A column of a row set: one of the lists is there, by the type; bit i of `nulls` says that value i is none. */
export interface ThriftColumn {
  readonly [kind: string]: { readonly values: readonly unknown[]; readonly nulls: Buffer } | null | undefined;
}

/** An eight-byte number as the Thrift library hands it out; its own conversion loses digits beyond 2^53. */
interface Int64 {
  readonly buffer: Buffer;
  readonly offset: number;
}

function readInt64(value: unknown): Value {
  const { buffer, offset } = value as Int64;
  return integer(buffer.readBigInt64BE(offset));
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
  date: parseDateText,
  timestamp: (text) => parseTimestampText(text),
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
