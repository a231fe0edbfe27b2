import { raise } from '../../values/operations.js';
import { octalEscape } from './characters.js';
import type { PyMatch } from './match.js';
import type { PyPattern } from './pattern.js';

/** A replacement: literal texts and numbers of groups. */
export type Template = readonly (string | number)[];

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/** Reads `\1`, `\g<name>`, `\n` ... of a replacement; other letters after a backslash are an error, as in Python. */
export function parseTemplate(text: string, pattern: PyPattern): Template {
  const parts: (string | number)[] = [];
  const chars = [...text];
  for (let at = 0; at < chars.length; at++) {
    if (chars[at] !== '\\') {
      parts.push(chars[at]!);
      continue;
    }
    const { part, length } = escapeAt(chars, at + 1, pattern);
    parts.push(part);
    at += length;
  }
  return parts;
}

interface Escape {
  readonly part: string | number;
  readonly length: number;
}

function escapeAt(chars: readonly string[], at: number, pattern: PyPattern): Escape {
  const char = chars[at];
  if (char === undefined) return raise('bad escape (end of pattern)', 'Write a backslash as two.');
  if (char === 'g') return namedReference(chars, at, pattern);
  const octal = octalEscape(chars, at);
  if (octal !== undefined) return { part: octal.char, length: octal.length };
  if (/\d/.test(char)) {
    const digits = /^\d\d?/.exec(chars.slice(at, at + 2).join(''))![0];
    return { part: checkGroup(Number(digits), digits, pattern), length: digits.length };
  }
  if (Object.hasOwn(ESCAPES, char)) return { part: ESCAPES[char]!, length: 1 };
  if (/[A-Za-z]/.test(char))
    return raise(`bad escape \\${char}`, 'Write a backslash in a replacement as two.');
  return { part: `\\${char}`, length: 1 };
}

function namedReference(chars: readonly string[], at: number, pattern: PyPattern): Escape {
  const stop = chars.indexOf('>', at);
  if (chars[at + 1] !== '<' || stop < 0) return raise('missing <, a group reference is written \\g<name>');
  const name = chars.slice(at + 2, stop).join('');
  const group = /^\d+$/.test(name) ? Number(name) : pattern.groupNames.get(name);
  if (group === undefined) return raise(`unknown group name '${name}'`);
  return { part: checkGroup(group, name, pattern), length: stop - at + 1 };
}

function checkGroup(group: number, name: string, pattern: PyPattern): number {
  return group <= pattern.groupCount ? group : raise(`invalid group reference ${name}`);
}

export function expandTemplate(template: Template, match: PyMatch): string {
  return template
    .map((part) => (typeof part === 'string' ? part : (match.found.groups[part] ?? '')))
    .join('');
}
