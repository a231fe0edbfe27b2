import type { Flags } from './flags.js';

/** Characters of Python's classes, as the inside of a JavaScript class (flag v). */
const UNICODE: Readonly<Record<string, string>> = {
  d: '\\p{Nd}',
  w: '\\p{L}\\p{N}_',
  s: '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000',
};
const ASCII: Readonly<Record<string, string>> = { d: '0-9', w: 'a-zA-Z0-9_', s: '\\t-\\r\\x20' };

/** `\d`, `\W` ... as a class of its own. */
export function categoryClass(letter: string, flags: Flags): string {
  const lower = letter.toLowerCase();
  const inside = (flags.ascii ? ASCII : UNICODE)[lower]!;
  return letter === lower ? `[${inside}]` : `[^${inside}]`;
}

/** `\b` or `\B`. */
export function wordBoundary(letter: string, flags: Flags): string {
  const word = categoryClass('w', flags);
  if (letter === 'b') return `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`;
  return `(?:(?<=${word})(?=${word})|(?<!${word})(?!${word}))`;
}

/** A character as JavaScript source, in and out of classes. */
export function literal(char: string): string {
  if (/^[A-Za-z0-9_]$/.test(char)) return char;
  return `\\u{${char.codePointAt(0)!.toString(16)}}`;
}

/** A literal that ignores case where the whole expression does not. */
export function anyCase(char: string): string {
  const variants = new Set([
    char,
    ...[char.toLowerCase(), char.toUpperCase()].filter((c) => [...c].length === 1),
  ]);
  return variants.size === 1 ? literal(char) : `[${[...variants].map(literal).join('')}]`;
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/** Letters that stand for a code point in hex, and how many digits they take. */
const HEX_ESCAPES: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/**
 * The character of an escape that is the same in and out of classes, and how many characters it takes after the
 * backslash; undefined for all other escapes.
 */
export function escapedCharacter(
  chars: readonly string[],
  at: number,
): { readonly char: string; readonly length: number } | undefined {
  const letter = chars[at]!;
  if (Object.hasOwn(SIMPLE_ESCAPES, letter)) return { char: SIMPLE_ESCAPES[letter]!, length: 1 };
  const digits = HEX_ESCAPES[letter];
  if (digits !== undefined) {
    const hex = chars.slice(at + 1, at + 1 + digits).join('');
    const code = new RegExp(`^[0-9a-fA-F]{${digits}}$`).test(hex) ? Number.parseInt(hex, 16) : Number.NaN;
    return code <= 0x10ffff ? { char: String.fromCodePoint(code), length: 1 + digits } : undefined;
  }
  if (/^[A-Za-z0-9]$/.test(letter)) return undefined;
  return { char: letter, length: 1 };
}

/** `\0`, `\012`, `\377`: at most three octal digits, of which the first is 0 or all three are there. */
export function octalEscape(
  chars: readonly string[],
  at: number,
): { readonly char: string; readonly length: number } | undefined {
  const text = chars.slice(at, at + 3).join('');
  const match = /^0[0-7]{0,2}/.exec(text) ?? /^[0-3][0-7]{2}/.exec(text);
  return match
    ? { char: String.fromCodePoint(Number.parseInt(match[0], 8)), length: match[0].length }
    : undefined;
}
