import { characters } from '../strings.js';
import type { MethodRows } from './method.js';

const CASED = /[\p{Lu}\p{Ll}\p{Lt}]/u;
const UPPER = /\p{Lu}/u;
const LOWER = /\p{Ll}/u;

/** First character in title case, the rest in lower case. */
export function capitalize(text: string): string {
  const [first, ...rest] = characters(text);
  return first === undefined ? '' : titleChar(first) + rest.join('').toLowerCase();
}

function titleChar(char: string): string {
  const upper = char.toUpperCase();
  return upper.length > char.length ? capitalizeExpansion(upper) : upper;
}

/** A letter that becomes several in upper case ('ß' to 'SS') has only the first of them in capitals ('Ss'). */
function capitalizeExpansion(upper: string): string {
  return upper[0]! + upper.slice(1).toLowerCase();
}

/** Python's str.title(): a letter after a non-letter is upper, others lower. */
export function title(text: string): string {
  let inWord = false;
  let result = '';
  for (const char of text) {
    const cased = CASED.test(char);
    result += cased ? (inWord ? char.toLowerCase() : titleChar(char)) : char;
    inWord = cased;
  }
  return result;
}

function swapcase(text: string): string {
  return characters(text)
    .map((char) => (UPPER.test(char) ? char.toLowerCase() : char.toUpperCase()))
    .join('');
}

/** True when there is a letter with case and none of the other case. */
export function isUpper(text: string): boolean {
  return UPPER.test(text) && !/[\p{Ll}\p{Lt}]/u.test(text);
}

export function isLower(text: string): boolean {
  return LOWER.test(text) && !/[\p{Lu}\p{Lt}]/u.test(text);
}

function isTitle(text: string): boolean {
  let inWord = false;
  let found = false;
  for (const char of text) {
    const upper = /[\p{Lu}\p{Lt}]/u.test(char);
    const lower = LOWER.test(char);
    if ((upper && inWord) || (lower && !inWord)) return false;
    found ||= upper || lower;
    inWord = upper || lower;
  }
  return found;
}

function all(pattern: RegExp): (text: string) => boolean {
  return (text) => text !== '' && pattern.test(text);
}

/** The case and character-class methods of str. */
export const CASING: MethodRows = {
  upper: ['', (self) => self.toUpperCase()],
  lower: ['', (self) => self.toLowerCase()],
  casefold: ['', (self) => self.toLowerCase().replaceAll('ß', 'ss')],
  capitalize: ['', capitalize],
  title: ['', title],
  swapcase: ['', swapcase],
  isupper: ['', isUpper],
  islower: ['', isLower],
  istitle: ['', isTitle],
  isdigit: ['', all(/^[\p{Nd}\u00b2\u00b3\u00b9\u2070-\u2089\u2460-\u2468]+$/u)],
  isdecimal: ['', all(/^\p{Nd}+$/u)],
  isnumeric: ['', all(/^\p{N}+$/u)],
  isalpha: ['', all(/^\p{L}+$/u)],
  isalnum: ['', all(/^[\p{L}\p{N}]+$/u)],
  isspace: ['', all(/^[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/)],
  isidentifier: ['', all(/^[\p{ID_Start}_][\p{ID_Continue}]*$/u)],
  isascii: ['', (self) => /^[\0-\x7f]*$/.test(self)],
  isprintable: ['', (self) => !/\p{C}|[^\P{Z} ]/u.test(self)],
};
