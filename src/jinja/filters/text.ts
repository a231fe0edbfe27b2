import { PyDict } from '../values/dict.js';
import { percentFormat } from '../values/format/percent.js';
import { lengthOf, pyTruthy } from '../values/iterate.js';
import { STRING_METHODS } from '../values/methods/string.js';
import { capitalize } from '../values/methods/stringCase.js';
import { asInteger, clampToSafe, toIndex } from '../values/numbers.js';
import { center, padLimit } from '../values/padding.js';
import { raise } from '../values/raise.js';
import { characters, codePointLength } from '../values/strings.js';
import { pyStr } from '../values/text.js';
import { typeName } from '../values/typeName.js';
import { type Kwargs, NO_KWARGS, PyTuple, type Value } from '../values/types.js';
import { Undefined } from '../values/undefined.js';
import type { Filter, FilterRows } from './filter.js';
import { wordWrap } from './wordWrap.js';

/** Runs a method of str on the value's text. */
function method(name: string, value: Value, ...args: Value[]): Value {
  return STRING_METHODS.get(name)!(pyStr(value), args, NO_KWARGS);
}

const WORD_START = /[-\s({[<]+|[^-\s({[<]+/g;

/** Jinja2's title: words also begin after a hyphen or bracket, but not after other marks. */
function title(value: Value): string {
  return pyStr(value).replace(WORD_START, (part) => {
    const [first, ...rest] = characters(part);
    return first!.toUpperCase() + rest.join('').toLowerCase();
  });
}

function replace(value: Value, before: Value, after: Value, count: Value = null): Value {
  const limit = count === null ? -1 : count;
  return method('replace', value, pyStr(before), pyStr(after), limit);
}

function truncate(
  value: Value,
  length: Value = 255,
  killWords?: Value,
  end: Value = '...',
  leeway: Value = 5,
): Value {
  const size = toIndex(length, typeName);
  const slack = leeway === null ? 5 : toIndex(leeway, typeName);
  const mark = pyStr(end);
  const room = size - codePointLength(mark);
  if (room < 0) raise(`expected length >= ${codePointLength(mark)}, got ${size}`);
  if (slack < 0) raise(`expected leeway >= 0, got ${slack}`);
  if (lengthOf(value) <= size + slack) return value;
  if (typeof value !== 'string') return raise(`only text can be truncated, not ${typeName(value)}`);
  const text = characters(value);
  const head = text.slice(0, room).join('');
  if (killWords !== undefined && pyTruthy(killWords)) return head + mark;
  const space = head.lastIndexOf(' ');
  return (space < 0 ? head : head.slice(0, space)) + mark;
}

function indent(value: Value, width: Value = 4, first?: Value, blank?: Value): string {
  const padding = typeof width === 'string' ? width : spaces(width);
  if (value instanceof Undefined) throw value.error();
  if (typeof value !== 'string') raise(`unsupported operand type(s) for +=: '${typeName(value)}' and 'str'`);
  const lines = method('splitlines', `${value}\n`) as string[];
  padLimit(lines.length * padding.length);
  const keepsBlank = blank !== undefined && pyTruthy(blank);
  const [head = '', ...rest] = lines;
  const text = [head, ...rest.map((line) => (line === '' && !keepsBlank ? line : padding + line))].join('\n');
  return first !== undefined && pyTruthy(first) ? padding + text : text;
}

function spaces(width: Value): string {
  const count = Math.max(0, toIndex(width, typeName));
  padLimit(count);
  return ' '.repeat(count);
}

function wrap(
  value: Value,
  width: Value = 79,
  breakLong: Value = true,
  separator: Value = null,
  hyphens: Value = true,
): string {
  return wordWrap(pyStr(value), {
    width: toIndex(width, typeName),
    breakLongWords: pyTruthy(breakLong),
    breakOnHyphens: pyTruthy(hyphens),
    separator: separator === null ? '\n' : pyStr(separator),
  });
}

function format(value: Value, args: readonly Value[], kwargs: Kwargs): string {
  const named = Object.keys(kwargs);
  if (named.length > 0 && args.length > 0)
    raise("can't handle positional and keyword arguments at the same time");
  return percentFormat(pyStr(value), named.length > 0 ? PyDict.fromObject(kwargs) : PyTuple.fromArray(args));
}

function wordCount(value: Value): number {
  return pyStr(value).match(/[\p{L}\p{N}_]+/gu)?.length ?? 0;
}

function centered(value: Value, width: Value = 80): string {
  const size = asInteger(width);
  if (size === undefined) return raise(`'${typeName(width)}' object cannot be interpreted as an integer`);
  return center(pyStr(value), clampToSafe(size), ' ');
}

export const TEXT_FILTERS: FilterRows = {
  upper: ['', (value) => pyStr(value).toUpperCase()],
  lower: ['', (value) => pyStr(value).toLowerCase()],
  capitalize: ['', (value) => capitalize(pyStr(value))],
  title: ['', title],
  trim: ['chars?', (value, chars = null) => method('strip', value, chars)],
  string: ['', pyStr],
  replace: ['old new count?', replace],
  truncate: ['length? killwords? end? leeway?', truncate],
  indent: ['width? first? blank?', indent],
  center: ['width?', centered],
  wordcount: ['', wordCount],
  wordwrap: ['width? break_long_words? wrapstring? break_on_hyphens?', wrap],
};

export const FORMAT_FILTER: Filter = format;
