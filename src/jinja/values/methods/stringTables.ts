import { PyBytes } from '../bytes.js';
import { PyDict } from '../dict.js';
import { asInteger } from '../numbers.js';
import { padLimit } from '../padding.js';
import { raise } from '../raise.js';
import { characters } from '../strings.js';
import { isPlainObject, typeName } from '../typeName.js';
import type { Value } from '../types.js';

/** `str.maketrans`: from a dict, or from two equally long texts and a third one of characters to delete. */
export function makeTranslation(x: Value, y: Value | undefined, z: Value | undefined): PyDict {
  const table = new PyDict();
  if (y === undefined) {
    const source = x instanceof PyDict ? x : isPlainObject(x) ? PyDict.fromObject(x) : undefined;
    if (!source) return raise('if you give only one argument to maketrans it must be a dict');
    for (const [key, value] of source) table.set(typeof key === 'string' ? codeOf(key) : key, value);
    return table;
  }
  const from = characters(x);
  const to = characters(y);
  if (from.length !== to.length) raise('the first two maketrans arguments must have equal length');
  for (const [i, char] of from.entries()) table.set(codeOf(char), codeOf(to[i]!));
  if (typeof z === 'string') for (const char of characters(z)) table.set(codeOf(char), null);
  return table;
}

function codeOf(char: string): number {
  if (characters(char).length !== 1) raise('string keys in translate table must be of length 1');
  return char.codePointAt(0)!;
}

/** `str.translate`: a table from code points to code points, texts, or None (delete). */
export function translate(self: string, table: Value): string {
  const lookup =
    table instanceof PyDict ? table : isPlainObject(table) ? PyDict.fromObject(table) : undefined;
  if (!lookup) return raise(`'${typeName(table)}' object is not subscriptable`);
  return characters(self)
    .map((char) => {
      const to = lookup.get(char.codePointAt(0)!);
      if (to === undefined) return char;
      if (to === null) return '';
      const code = asInteger(to);
      return code === undefined ? String(to) : String.fromCodePoint(Number(code));
    })
    .join('');
}

export function expandTabs(self: string, size: number): string {
  padLimit(self.length + (self.split('\t').length - 1) * Math.max(0, size));
  let column = 0;
  let result = '';
  for (const char of self) {
    if (char === '\t') {
      const width = size > 0 ? size - (column % size) : 0;
      result += ' '.repeat(width);
      column += width;
    } else {
      result += char;
      column = char === '\n' || char === '\r' ? 0 : column + 1;
    }
  }
  return result;
}

const ENCODINGS: Readonly<Record<string, BufferEncoding>> = {
  'utf-8': 'utf8',
  utf8: 'utf8',
  ascii: 'latin1',
  'latin-1': 'latin1',
  latin1: 'latin1',
  'utf-16-le': 'utf16le',
};

export function encode(self: string, encoding: Value | undefined): PyBytes {
  const name = (encoding ?? 'utf-8').toLowerCase().replaceAll('_', '-');
  const known = ENCODINGS[name];
  if (!known) return raise(`unknown encoding: ${encoding}`);
  const limit = name === 'ascii' ? 0x7f : 0xff;
  if (known === 'latin1' && characters(self).some((char) => char.codePointAt(0)! > limit)) {
    raise(`'${name}' codec can't encode a character of the text`);
  }
  return new PyBytes(Buffer.from(self, known));
}
