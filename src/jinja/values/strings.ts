/** Python counts and cuts text by code point; JavaScript by UTF-16 unit. Text without surrogates needs no care. */
const SURROGATE = /[\ud800-\udfff]/;

export function hasSurrogates(text: string): boolean {
  return SURROGATE.test(text);
}

export function codePointLength(text: string): number {
  if (!SURROGATE.test(text)) return text.length;
  let length = 0;
  for (const _char of text) length++;
  return length;
}

/** The characters of a text as Python sees them. */
export function characters(text: string): string[] {
  return SURROGATE.test(text) ? Array.from(text) : text.split('');
}

/** Orders by code point: UTF-16 order differs for characters beyond U+FFFF. */
export function codePointCompare(a: string, b: string): number {
  if (a === b) return 0;
  if (!SURROGATE.test(a) && !SURROGATE.test(b)) return a < b ? -1 : 1;
  const left = Array.from(a);
  const right = Array.from(b);
  const shared = Math.min(left.length, right.length);
  for (let i = 0; i < shared; i++) {
    const difference = left[i]!.codePointAt(0)! - right[i]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** UTF-16 offset to number of code points before it. */
export function codePointOffset(text: string, offset: number): number {
  return SURROGATE.test(text) ? codePointLength(text.slice(0, offset)) : offset;
}

/** What Python's str.strip(), split() and `\s` take as whitespace. */
export const WHITESPACE =
  '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const LEADING = new RegExp(`^[${WHITESPACE}]+`);
const SPACE = new RegExp(`[${WHITESPACE}]`);

export function isSpace(char: string): boolean {
  return SPACE.test(char);
}

export function stripStart(text: string): string {
  return text.replace(LEADING, '');
}

export function stripEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isSpace(text[end - 1]!)) end--;
  return end === text.length ? text : text.slice(0, end);
}

export function strip(text: string): string {
  return stripEnd(stripStart(text));
}

/** Words between runs of whitespace, as `str.split()` without a separator gives them. */
export function splitWords(text: string): string[] {
  return strip(text) === '' ? [] : strip(text).split(WORD_GAP);
}

const WORD_GAP = new RegExp(`[${WHITESPACE}]+`);

/** Largest text a template may build by repetition or padding (code units): more is an error, not a crash. */
export const MAX_TEXT = 50_000_000;
