import { PyDict } from '../jinja/values/dict.js';
import { PySet } from '../jinja/values/set.js';
import { floatText } from '../jinja/values/text.js';
import { isPlainObject } from '../jinja/values/typeName.js';
import { isPyObject, PyFloat, type Value } from '../jinja/values/types.js';

/**
 * JSON of values as templates hold them: 1.0 stays 1.0, big integers keep their digits, dates and other objects are
 * their text. Fields that are undefined are left out; what JSON has no number for is null.
 */
export function jsonText(value: Value): string {
  switch (typeof value) {
    case 'string':
      return quote(value);
    case 'number':
      return Number.isFinite(value) ? String(value) : 'null';
    case 'boolean':
      return value ? 'true' : 'false';
    case 'bigint':
      return value.toString();
    case 'object':
      return value === null ? 'null' : objectText(value);
    default:
      return 'null';
  }
}

function objectText(value: Value): string {
  if (Array.isArray(value)) return arrayText(value);
  if (isPlainObject(value)) return recordText(value);
  if (value instanceof PyFloat) return Number.isFinite(value.value) ? floatText(value.value) : 'null';
  if (value instanceof PyDict) return dictText(value);
  if (value instanceof PySet) return arrayText([...value]);
  return isPyObject(value) ? quote(value.pyStr()) : 'null';
}

function arrayText(items: readonly Value[]): string {
  if (items.length === 0) return '[]';
  let text = `[${jsonText(items[0])}`;
  for (let i = 1; i < items.length; i++) text += `,${jsonText(items[i])}`;
  return `${text}]`;
}

function recordText(record: Readonly<Record<string, Value>>): string {
  let text = '';
  for (const key in record) {
    const value = record[key];
    if (value === undefined) continue;
    text += `${text === '' ? '{' : ','}${quote(key)}:${jsonText(value)}`;
  }
  return text === '' ? '{}' : `${text}}`;
}

function dictText(dict: PyDict): string {
  const parts: string[] = [];
  for (const [key, value] of dict.entries()) parts.push(`${quote(keyText(key))}:${jsonText(value)}`);
  return `{${parts.join(',')}}`;
}

/** Keys as Python's json writes them. */
function keyText(key: Value): string {
  if (typeof key === 'string') return key;
  return isPyObject(key) ? key.pyStr() : jsonText(key);
}

/** Text that needs no escape is the common case; surrogates are left to JSON.stringify, which keeps them well-formed. */
const SPECIAL = /["\\\u0000-\u001f\ud800-\udfff]/;

function quote(text: string): string {
  return SPECIAL.test(text) ? JSON.stringify(text) : `"${text}"`;
}
