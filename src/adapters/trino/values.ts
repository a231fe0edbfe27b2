import { PyBytes } from '../../jinja/values/bytes.js';
import { PyDecimal } from '../../jinja/values/decimal.js';
import { PyDict } from '../../jinja/values/dict.js';
import { entriesOf, isMapping } from '../../jinja/values/mapping.js';
import { parseDigits } from '../../jinja/values/numbers.js';
import { PyFloat, type Value } from '../../jinja/values/types.js';
import { parseDateText } from '../temporalText.js';
import { innerTypes, type TypeSignature } from './signature.js';
import { parseDayInterval, parseTime, parseTimestamp } from './temporal.js';

export type Converter = (value: Value) => Value;

const same: Converter = (value) => value;

/** JSON numbers that are whole come as integers; NaN and infinities as words. */
function toFloat(value: Value): Value {
  return value instanceof PyFloat ? value : new PyFloat(Number(value));
}

function ofText(parse: (text: string) => Value): Converter {
  return (value) => (typeof value === 'string' ? parse(value) : value);
}

function listOf(items: TypeSignature): Converter {
  const convert = converterOf(items);
  return (value) => (Array.isArray(value) ? value.map(convert) : value);
}

/** Keys are text in JSON, whatever their type. */
function mapOf(key: TypeSignature, item: TypeSignature): Converter {
  const convertKey = keyConverterOf(key);
  const convertItem = converterOf(item);
  return (value) =>
    isMapping(value)
      ? new PyDict([...entriesOf(value)].map(([name, each]) => [convertKey(name), convertItem(each)]))
      : value;
}

function keyConverterOf(type: TypeSignature): Converter {
  const convert = converterOf(type);
  if (INTEGERS.has(type.rawType)) return (key) => parseDigits(String(key));
  if (type.rawType === 'boolean') return (key) => key === 'true';
  return convert;
}

/** Rows are tuples in Python's client; templates see them as lists. */
function rowOf(fields: readonly TypeSignature[]): Converter {
  const converters = fields.map(converterOf);
  return (value) => (Array.isArray(value) ? value.map((each, i) => (converters[i] ?? same)(each)) : value);
}

const INTEGERS = new Set(['bigint', 'integer', 'smallint', 'tinyint']);

const CONVERTERS: Readonly<Record<string, Converter>> = {
  double: toFloat,
  real: toFloat,
  decimal: ofText((text) => PyDecimal.parse(text)),
  date: ofText(parseDateText),
  time: ofText(parseTime),
  'time with time zone': ofText(parseTime),
  timestamp: ofText(parseTimestamp),
  'timestamp with time zone': ofText(parseTimestamp),
  'interval day to second': ofText(parseDayInterval),
  varbinary: ofText((text) => new PyBytes(Buffer.from(text, 'base64'))),
};

/** From a cell of the protocol's JSON (read exactly) to the value that templates see; other types stay text. */
export function converterOf(type: TypeSignature): Converter {
  const inner = innerTypes(type).map((each) => each.type);
  const convert = simpleConverter(type.rawType) ?? nestedConverter(type.rawType, inner) ?? same;
  return convert === same ? same : (value) => (value === null ? null : convert(value));
}

function simpleConverter(rawType: string): Converter | undefined {
  return Object.hasOwn(CONVERTERS, rawType) ? CONVERTERS[rawType] : undefined;
}

function nestedConverter(rawType: string, inner: readonly TypeSignature[]): Converter | undefined {
  const [first, second] = inner;
  if (rawType === 'array' && first !== undefined) return listOf(first);
  if (rawType === 'map' && first !== undefined && second !== undefined) return mapOf(first, second);
  return rawType === 'row' ? rowOf(inner) : undefined;
}
