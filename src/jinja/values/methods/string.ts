import { strFormat, strFormatMap } from '../format/strFormat.js';
import { toArray } from '../iterate.js';
import { asInteger, clampToSafe, toIndex } from '../numbers.js';
import { center, justify, padLimit } from '../padding.js';
import { raise } from '../raise.js';
import {
  characters,
  codePointLength,
  codePointOffset,
  splitWords,
  strip,
  stripEnd,
  stripStart,
  WHITESPACE,
} from '../strings.js';
import { typeName } from '../typeName.js';
import { PyTuple, type Value } from '../types.js';
import { type Method, type MethodTable, methodTable } from './method.js';
import { CASING } from './stringCase.js';
import { encode, expandTabs, makeTranslation, translate } from './stringTables.js';

function text(value: Value, what = 'argument'): string {
  if (typeof value === 'string') return value;
  return raise(`${what} must be str, not ${typeName(value)}`);
}

/** The character set of strip(); undefined or None means whitespace. */
function stripBy(self: string, chars: Value | undefined, start: boolean, end: boolean): string {
  if (chars === undefined || chars === null)
    return start ? (end ? strip(self) : stripStart(self)) : stripEnd(self);
  const set = new Set(characters(text(chars, 'strip arg')));
  const units = characters(self);
  let from = 0;
  let to = units.length;
  if (start) while (from < to && set.has(units[from]!)) from++;
  if (end) while (to > from && set.has(units[to - 1]!)) to--;
  return units.slice(from, to).join('');
}

function limitOf(value: Value | undefined): number {
  if (value === undefined) return -1;
  return toIndex(value, typeName);
}

function split(self: string, separator: Value | undefined, limit: Value | undefined): string[] {
  const max = limitOf(limit);
  if (separator === undefined || separator === null)
    return max < 0 ? splitWords(self) : splitWordsAtMost(self, max);
  const by = text(separator);
  if (by === '') raise('empty separator');
  const parts = self.split(by);
  if (max < 0 || parts.length <= max + 1) return parts;
  return [...parts.slice(0, max), parts.slice(max).join(by)];
}

const FIRST_GAP = new RegExp(`[${WHITESPACE}]+`);

function splitWordsAtMost(self: string, max: number): string[] {
  const words: string[] = [];
  let rest = stripStart(self);
  while (rest !== '') {
    const gap = words.length < max ? FIRST_GAP.exec(rest) : null;
    words.push(gap ? rest.slice(0, gap.index) : rest);
    rest = gap ? rest.slice(gap.index + gap[0].length) : '';
  }
  return words;
}

function rsplit(self: string, separator: Value | undefined, limit: Value | undefined): string[] {
  const max = limitOf(limit);
  if (max < 0) return split(self, separator, undefined);
  if (separator === undefined || separator === null) return rsplitWords(self, max);
  const by = text(separator);
  if (by === '') raise('empty separator');
  const parts = self.split(by);
  if (parts.length <= max + 1) return parts;
  const cut = parts.length - max;
  return [parts.slice(0, cut).join(by), ...parts.slice(cut)];
}

const LAST_WORD = new RegExp(`[${WHITESPACE}]([^${WHITESPACE}]+)$`);

function rsplitWords(self: string, max: number): string[] {
  const words: string[] = [];
  let rest = stripEnd(self);
  while (rest !== '' && words.length < max) {
    const last = LAST_WORD.exec(rest);
    words.unshift(last ? last[1]! : stripStart(rest));
    rest = last ? stripEnd(rest.slice(0, last.index)) : '';
  }
  return rest === '' ? words : [rest, ...words];
}

const LINE_BREAK = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/g;

function splitLines(self: string, keepEnds: boolean): string[] {
  const lines: string[] = [];
  let from = 0;
  for (const match of self.matchAll(LINE_BREAK)) {
    lines.push(self.slice(from, match.index + (keepEnds ? match[0].length : 0)));
    from = match.index + match[0].length;
  }
  if (from < self.length) lines.push(self.slice(from));
  return lines;
}

function partition(self: string, separator: Value, last: boolean): PyTuple {
  const by = text(separator);
  if (by === '') raise('empty separator');
  const at = last ? self.lastIndexOf(by) : self.indexOf(by);
  if (at < 0) return last ? PyTuple.of('', '', self) : PyTuple.of(self, '', '');
  return PyTuple.of(self.slice(0, at), by, self.slice(at + by.length));
}

function join(self: string, items: Value): string {
  const parts = toArray(items);
  parts.forEach((part, i) => {
    if (typeof part !== 'string') raise(`sequence item ${i}: expected str instance, ${typeName(part)} found`);
  });
  return parts.join(self);
}

function replace(self: string, from: Value, to: Value, count: Value | undefined): string {
  const max = limitOf(count);
  const before = text(from, 'replace() argument 1');
  const after = text(to, 'replace() argument 2');
  padLimit(self.length + (self.length / Math.max(1, before.length)) * after.length);
  if (max < 0)
    return before === ''
      ? interleave(self, after, Number.POSITIVE_INFINITY)
      : self.replaceAll(before, () => after);
  if (before === '') return interleave(self, after, max);
  const parts = self.split(before);
  if (parts.length <= max + 1) return parts.join(after);
  return [...parts.slice(0, max), parts.slice(max).join(before)].join(after);
}

/** What replacing the empty string does: `after` before each character and at the end, at most `max` times. */
function interleave(self: string, after: string, max: number): string {
  const units = characters(self);
  let result = '';
  units.forEach((unit, i) => {
    result += (i < max ? after : '') + unit;
  });
  return units.length < max ? result + after : result;
}

/** The part of text between optional code point bounds, and where it starts (in code points). */
function window(
  self: string,
  start: Value | undefined,
  end: Value | undefined,
): { part: string; from: number } | undefined {
  if ((start === undefined || start === null) && (end === undefined || end === null))
    return { part: self, from: 0 };
  const units = characters(self);
  const bound = (value: Value | undefined, missing: number): number => {
    if (value === undefined || value === null) return missing;
    const index = toIndex(value, typeName);
    return index < 0 ? Math.max(0, index + units.length) : index;
  };
  const from = bound(start, 0);
  const to = Math.min(bound(end, units.length), units.length);
  if (from > units.length || from > to) return undefined;
  return { part: units.slice(from, to).join(''), from };
}

function find(
  self: string,
  wanted: Value,
  start: Value | undefined,
  end: Value | undefined,
  last: boolean,
): number {
  const sub = text(wanted);
  const area = window(self, start, end);
  if (!area) return -1;
  const at = last ? area.part.lastIndexOf(sub) : area.part.indexOf(sub);
  return at < 0 ? -1 : area.from + codePointOffset(area.part, at);
}

function index(
  self: string,
  wanted: Value,
  start: Value | undefined,
  end: Value | undefined,
  last: boolean,
): number {
  const at = find(self, wanted, start, end, last);
  return at < 0 ? raise('substring not found') : at;
}

function count(self: string, wanted: Value, start: Value | undefined, end: Value | undefined): number {
  const sub = text(wanted);
  const area = window(self, start, end);
  if (!area) return 0;
  return sub === '' ? codePointLength(area.part) + 1 : area.part.split(sub).length - 1;
}

function affix(
  name: 'startswith' | 'endswith',
): (self: string, wanted: Value, start?: Value, end?: Value) => boolean {
  return (self, wanted, start, end) => {
    const area = window(self, start, end);
    const options = wanted instanceof PyTuple ? [...wanted] : [wanted];
    for (const option of options) {
      if (typeof option !== 'string') {
        const wants =
          wanted instanceof PyTuple
            ? `tuple for ${name} must only contain str`
            : `${name} first arg must be str or a tuple of str`;
        raise(`${wants}, not ${typeName(option)}`);
      }
    }
    if (!area) return false;
    return options.some((option) =>
      name === 'startswith' ? area.part.startsWith(option) : area.part.endsWith(option),
    );
  };
}

function zfill(self: string, width: Value): string {
  const missing = toIndex(width, typeName) - codePointLength(self);
  if (missing <= 0) return self;
  padLimit(missing);
  const sign = /^[+-]/.test(self) ? self[0]! : '';
  return sign + '0'.repeat(missing) + self.slice(sign.length);
}

function fillChar(fill: Value | undefined): string {
  if (fill === undefined) return ' ';
  if (typeof fill === 'string' && codePointLength(fill) === 1) return fill;
  return raise('The fill character must be exactly one character long');
}

function just(side: 'left' | 'right'): (self: string, width: Value, fill?: Value) => string {
  return (self, width, fill) => justify(self, toIndex(width, typeName), fillChar(fill), side);
}

const rows = methodTable('str', {
  ...CASING,
  strip: ['chars?', (self, chars) => stripBy(self, chars, true, true)],
  lstrip: ['chars?', (self, chars) => stripBy(self, chars, true, false)],
  rstrip: ['chars?', (self, chars) => stripBy(self, chars, false, true)],
  split: ['sep? maxsplit?', split],
  rsplit: ['sep? maxsplit?', rsplit],
  splitlines: ['keepends?', (self, keep) => splitLines(self, keep !== undefined && asInteger(keep) !== 0)],
  partition: ['sep', (self, separator) => partition(self, separator, false)],
  rpartition: ['sep', (self, separator) => partition(self, separator, true)],
  join: ['iterable', join],
  replace: ['old new count?', replace],
  find: ['sub start? end?', (self, sub, start, end) => find(self, sub, start, end, false)],
  rfind: ['sub start? end?', (self, sub, start, end) => find(self, sub, start, end, true)],
  index: ['sub start? end?', (self, sub, start, end) => index(self, sub, start, end, false)],
  rindex: ['sub start? end?', (self, sub, start, end) => index(self, sub, start, end, true)],
  count: ['sub start? end?', count],
  startswith: ['prefix start? end?', affix('startswith')],
  endswith: ['suffix start? end?', affix('endswith')],
  removeprefix: [
    'prefix',
    (self, prefix) => (self.startsWith(text(prefix)) ? self.slice(prefix.length) : self),
  ],
  removesuffix: [
    'suffix',
    (self, suffix) => (text(suffix) !== '' && self.endsWith(suffix) ? self.slice(0, -suffix.length) : self),
  ],
  zfill: ['width', zfill],
  ljust: ['width fillchar?', just('left')],
  rjust: ['width fillchar?', just('right')],
  center: ['width fillchar?', (self, width, fill) => center(self, toIndex(width, typeName), fillChar(fill))],
  expandtabs: [
    'tabsize?',
    (self, size) => expandTabs(self, size === undefined ? 8 : clampToSafe(toIndex(size, typeName))),
  ],
  encode: ['encoding? errors?', encode],
  translate: ['table', translate],
  maketrans: ['x y? z?', (_self, x, y, z) => makeTranslation(x, y, z)],
});

/** Methods of str that take any arguments are added to the checked ones. */
export const STRING_METHODS: MethodTable = new Map<string, Method>([
  ...rows,
  ['format', (self, args, kwargs) => strFormat(self, args, kwargs)],
  ['format_map', (self, args) => strFormatMap(self, args[0])],
]);
