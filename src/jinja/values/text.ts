import { PyDict } from './dict.js';
import { PyIterator } from './iterator.js';
import { PySet } from './set.js';
import { isPlainObject } from './typeName.js';
import { callableName, isCallable, isPyObject, PyFloat, PyTuple, type Value } from './types.js';
import { Undefined } from './undefined.js';

/** Python's `str(value)`: what `{{ value }}` prints. */
export function pyStr(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (value instanceof Undefined) return '';
  if (isPyObject(value)) return value.pyStr();
  return pyRepr(value);
}

/** Python's `repr(value)`: what values inside lists and dicts print as. A container inside itself prints `[...]`. */
export function pyRepr(value: Value): string {
  return repr(value, []);
}

function repr(value: Value, open: readonly Value[]): string {
  switch (typeof value) {
    case 'string':
      return stringRepr(value);
    case 'number':
      return numberText(value);
    case 'boolean':
      return value ? 'True' : 'False';
    case 'bigint':
      return value.toString();
    case 'function':
      return isCallable(value) ? `<function ${callableName(value)}>` : '<object>';
    case 'undefined':
      return 'Undefined';
  }
  if (value === null) return 'None';
  if (value instanceof PyFloat) return floatText(value.value);
  if (value instanceof Undefined) return 'Undefined';
  if (isPyObject(value)) return value.pyRepr();
  if (value instanceof PyIterator) return `<${value.pyType} object>`;
  return containerRepr(value, open);
}

function containerRepr(value: Value, open: readonly Value[]): string {
  const nested = open.includes(value);
  const inside = [...open, value];
  if (value instanceof PyTuple) {
    if (nested) return '(...)';
    return `(${value.map((item) => repr(item, inside)).join(', ')}${value.length === 1 ? ',' : ''})`;
  }
  if (Array.isArray(value))
    return nested ? '[...]' : `[${value.map((item) => repr(item, inside)).join(', ')}]`;
  if (value instanceof PySet) {
    return value.size === 0 ? 'set()' : `{${[...value].map((item) => repr(item, inside)).join(', ')}}`;
  }
  if (nested) return '{...}';
  if (value instanceof PyDict) {
    return `{${[...value].map(([key, item]) => `${repr(key, inside)}: ${repr(item, inside)}`).join(', ')}}`;
  }
  if (isPlainObject(value)) {
    const entries = Object.keys(value).map((key) => `${stringRepr(key)}: ${repr(value[key], inside)}`);
    return `{${entries.join(', ')}}`;
  }
  return '<object>';
}

function numberText(value: number): string {
  if (Number.isInteger(value))
    return Number.isSafeInteger(value) ? String(value + 0) : BigInt(value).toString();
  return floatText(value);
}

/** Python's text of a float: shortest digits, exponent below 1e-4 and from 1e16 on. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const size = Math.abs(value);
  if (size >= 1e16 || size < 1e-4) {
    const [digits, exponent] = value.toExponential().split('e') as [string, string];
    const power = exponent.slice(1).padStart(2, '0');
    return `${digits}e${exponent[0]}${power}`;
  }
  const text = String(value);
  return text.includes('.') ? text : `${text}.0`;
}

const NEEDS_ESCAPE = /[\p{C}\p{Z}\\'"]/u;
const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\\': '\\\\',
};
const UNPRINTABLE = /\p{C}|[^\P{Z} ]|\\/gu;

function stringRepr(text: string): string {
  if (!NEEDS_ESCAPE.test(text)) return `'${text}'`;
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(UNPRINTABLE, (char) => SHORT_ESCAPES[char] ?? codeEscape(char));
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}

function codeEscape(char: string): string {
  const code = char.codePointAt(0)!;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}
