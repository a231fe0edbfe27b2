import { raise, typeName } from '../../values/operations.js';
import { isCallable, isPyObject, NO_KWARGS, type Value } from '../../values/types.js';
import type { PyMatch } from './match.js';
import type { PyPattern } from './pattern.js';
import { expandTemplate, parseTemplate } from './template.js';

/**
 * `text` with its first `count` matches (0: all) replaced. `finish` makes the answer from the new text and the number of
 * replacements. A replacement that is a macro is called with each match, one after the other; in asynchronous
 * templates the answer is then a promise.
 */
export function substitute(
  pattern: PyPattern,
  replacement: Value,
  text: string,
  count: number,
  finish: (result: string, replaced: number) => Value,
): Value {
  const matches = firstMatches(pattern, text, count);
  const replace = replacer(pattern, replacement);
  const texts: string[] = [];
  const from = (index: number): Value => {
    for (let i = index; i < matches.length; i++) {
      const made = replace(matches[i]!);
      if (made instanceof Promise) {
        return made.then((value) => {
          texts.push(checkText(value));
          return from(i + 1);
        });
      }
      texts.push(checkText(made));
    }
    return finish(join(text, matches, texts), matches.length);
  };
  return from(0);
}

function firstMatches(pattern: PyPattern, text: string, count: number): PyMatch[] {
  const matches: PyMatch[] = [];
  if (count < 0) return matches;
  for (const match of pattern.findAll(text, 0, text.length)) {
    matches.push(match);
    if (matches.length === count) break;
  }
  return matches;
}

function replacer(pattern: PyPattern, replacement: Value): (match: PyMatch) => Value {
  if (typeof replacement === 'string') {
    if (!replacement.includes('\\')) return () => replacement;
    const template = parseTemplate(replacement, pattern);
    return (match) => expandTemplate(template, match);
  }
  if (isCallable(replacement)) return (match) => replacement([match], NO_KWARGS);
  if (isPyObject(replacement) && replacement.pyCall)
    return (match) => replacement.pyCall!([match], NO_KWARGS);
  return raise(`the replacement must be a string or a macro, not ${typeName(replacement)}`);
}

function checkText(value: Value): string {
  if (typeof value === 'string') return value;
  return raise(
    `expected str instance, ${typeName(value)} found`,
    'A macro that replaces matches must give a string.',
  );
}

function join(text: string, matches: readonly PyMatch[], replacements: readonly string[]): string {
  let result = '';
  let last = 0;
  matches.forEach((match, i) => {
    result += text.slice(last, match.found.index) + replacements[i]!;
    last = match.end;
  });
  return result + text.slice(last);
}
