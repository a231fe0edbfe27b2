import { entriesOf, floatText, isDict, pyStr, raise, sortValues, typeName } from '../values/operations.js';
import { isPyObject, PyFloat, type Value } from '../values/types.js';
import { Undefined } from '../values/undefined.js';

export interface JsonOptions {
  readonly sortKeys?: boolean;
  /** Spaces a level; default: one line. */
  readonly indent?: number;
  /** Stands in for a value that JSON does not have; default: an error. It is written as JSON itself. */
  readonly fallback?: (value: Value) => Value;
}

/** Python's json.dumps with its default separators: non-ASCII characters escaped, floats as Python writes them. */
export function jsonDumps(value: Value, options: JsonOptions = {}): string {
  return write(value, options, 0, []);
}

function write(value: Value, options: JsonOptions, depth: number, open: readonly Value[]): string {
  switch (typeof value) {
    case 'string':
      return jsonString(value);
    case 'number':
      return Number.isInteger(value) ? BigInt(value).toString() : jsonFloat(value);
    case 'bigint':
      return value.toString();
    case 'boolean':
      return value ? 'true' : 'false';
  }
  if (value === null) return 'null';
  if (value instanceof PyFloat) return jsonFloat(value.value);
  if (open.includes(value)) return raise('Circular reference detected');
  if (Array.isArray(value)) {
    const inside = [...open, value];
    return wrap(
      '[',
      ']',
      value.map((item) => write(item, options, depth + 1, inside)),
      options,
      depth,
    );
  }
  if (isDict(value) || (isPyObject(value) && value.pyType === 'dict')) {
    return writeDict(value, options, depth, [...open, value]);
  }
  if (options.fallback === undefined || value instanceof Undefined) {
    return raise(
      `Object of type ${typeName(value)} is not JSON serializable`,
      'Turn it into text first: x | string.',
    );
  }
  return write(options.fallback(value), options, depth, [...open, value]);
}

function writeDict(dict: Value, options: JsonOptions, depth: number, open: readonly Value[]): string {
  let entries = [...entriesOf(dict)];
  if (options.sortKeys) {
    const byKey = new Map(entries.map((entry) => [entry[0], entry]));
    entries = sortValues([...byKey.keys()]).map((key: Value) => byKey.get(key)!);
  }
  const parts = entries.map(
    ([key, item]) => `${jsonString(keyText(key))}: ${write(item, options, depth + 1, open)}`,
  );
  return wrap('{', '}', parts, options, depth);
}

function keyText(key: Value): string {
  if (typeof key === 'string') return key;
  if (key === null) return 'null';
  if (typeof key === 'boolean') return key ? 'true' : 'false';
  if (typeof key === 'number' || typeof key === 'bigint') return pyStr(key);
  if (key instanceof PyFloat) return jsonFloat(key.value);
  return raise(`keys must be str, int, float, bool or None, not ${typeName(key)}`);
}

function wrap(
  start: string,
  end: string,
  parts: readonly string[],
  options: JsonOptions,
  depth: number,
): string {
  if (parts.length === 0) return start + end;
  if (options.indent === undefined) return start + parts.join(', ') + end;
  const line = `\n${' '.repeat(options.indent * (depth + 1))}`;
  return `${start}${line}${parts.join(`,${line}`)}\n${' '.repeat(options.indent * depth)}${end}`;
}

function jsonFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  return floatText(value);
}

function jsonString(text: string): string {
  return JSON.stringify(text).replace(
    /[\x7f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
