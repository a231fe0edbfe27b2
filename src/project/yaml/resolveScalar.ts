import { integer } from '../../jinja/values/numbers.js';
import { PyFloat, type Value } from '../../jinja/values/types.js';
import { ScalarProblem } from './scalarProblem.js';
import { parseYamlTimestamp } from './timestamp.js';

/** The values of words that PyYAML's resolver knows. YAML 1.1's y/n are strings there, unlike in js-yaml. */
const WORDS = new Map<string, Value>();
for (const word of ['yes', 'true', 'on']) addWord(word, true);
for (const word of ['no', 'false', 'off']) addWord(word, false);
addWord('null', null);
WORDS.set('~', null);
WORDS.set('', null);

function addWord(word: string, value: Value): void {
  WORDS.set(word, value);
  WORDS.set(word.toUpperCase(), value);
  WORDS.set(word.charAt(0).toUpperCase() + word.slice(1), value);
}

const INT = /^[-+]?(?:0b[01_]+|0x[\da-fA-F_]+|0[0-7_]+|0|[1-9][\d_]*(?::[0-5]?\d)*)$/;
const FLOAT =
  /^(?:[-+]?\d[\d_]*\.[\d_]*(?:[eE][-+]\d+)?|\.\d[\d_]*(?:[eE][-+]\d+)?|[-+]?\d[\d_]*(?::[0-5]?\d)+\.[\d_]*)$/;
const SPECIAL_FLOATS = new Map<string, number>();
for (const word of ['inf', 'Inf', 'INF']) {
  SPECIAL_FLOATS.set(`.${word}`, Number.POSITIVE_INFINITY);
  SPECIAL_FLOATS.set(`+.${word}`, Number.POSITIVE_INFINITY);
  SPECIAL_FLOATS.set(`-.${word}`, Number.NEGATIVE_INFINITY);
}
for (const word of ['nan', 'NaN', 'NAN']) SPECIAL_FLOATS.set(`.${word}`, Number.NaN);

/**
 * The value of a plain (unquoted, untagged) scalar under YAML 1.1 as PyYAML's safe loader resolves it; most are
 * strings and are returned as they are. Throws ScalarProblem.
 */
export function resolvePlainScalar(text: string): Value {
  const first = text.charCodeAt(0);
  // Only a digit, a sign or a dot starts a number or date.
  if (first >= 0x2b && first <= 0x39 && first !== 0x2c && first !== 0x2f) return resolveNumeric(text);
  if (text.length > 5) return text;
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  if (text === '=') throw new ScalarProblem("a lone '=' has no meaning here; put it in quotes");
  return text;
}

function resolveNumeric(text: string): Value {
  if (INT.test(text)) return parseYamlInt(text);
  if (FLOAT.test(text)) return parseYamlFloat(text);
  const special = SPECIAL_FLOATS.get(text);
  if (special !== undefined) return new PyFloat(special);
  return parseYamlTimestamp(text) ?? text;
}

/** A sexagesimal number's parts, `1:30` being 90. */
function sexagesimal(parts: readonly string[]): bigint {
  return parts.reduce((sum, part) => sum * 60n + BigInt(part), 0n);
}

/** Throws ScalarProblem when `text` is no integer under YAML 1.1 (after an explicit `!!int`). */
export function parseYamlInt(text: string): number | bigint {
  let digits = text.replaceAll('_', '');
  const negative = digits.startsWith('-');
  if (negative || digits.startsWith('+')) digits = digits.slice(1);
  const octal = digits.length > 1 && /^0[0-7]+$/.test(digits);
  let value: bigint;
  try {
    if (digits.includes(':')) value = sexagesimal(digits.split(':'));
    else if (digits === '' || digits === '0b' || digits === '0x') throw new SyntaxError();
    else value = BigInt(octal ? `0o${digits.slice(1)}` : digits);
  } catch {
    throw new ScalarProblem(`'${text}' is not a valid integer`);
  }
  return integer(negative ? -value : value);
}

/** Throws ScalarProblem when `text` is no float under YAML 1.1 (after an explicit `!!float`). */
export function parseYamlFloat(text: string): PyFloat {
  const special = SPECIAL_FLOATS.get(text);
  if (special !== undefined) return new PyFloat(special);
  let digits = text.replaceAll('_', '');
  const sign = digits.startsWith('-') ? -1 : 1;
  if (/^[-+]/.test(digits)) digits = digits.slice(1);
  const parts = digits.split(':').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const value = parts.reduce((sum, part) => sum * 60 + part, 0);
  if (Number.isNaN(value)) throw new ScalarProblem(`'${text}' is not a valid number`);
  return new PyFloat(sign * value);
}

/** For an explicit `!!bool`. */
export function parseYamlBool(text: string): boolean {
  const value = WORDS.get(text.toLowerCase());
  if (typeof value !== 'boolean') throw new ScalarProblem(`'${text}' is not a valid boolean`);
  return value;
}
