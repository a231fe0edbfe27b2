import { anyCase, categoryClass, escapedCharacter, literal, octalEscape } from './characters.js';
import type { Flags } from './flags.js';

/** Where a class is read from. */
export interface CharacterReader {
  readonly chars: readonly string[];
  readonly expandCase: boolean;
  at: number;
  error(message: string, position?: number): Error;
}

/** One thing in a class: a character, or a class such as \d. */
interface Item {
  readonly char?: string;
  readonly category?: string;
  readonly text: string;
}

/** A class, read from behind its `[`. */
export function translateClass(reader: CharacterReader, flags: Flags): string {
  const start = reader.at - 1;
  const negated = reader.chars[reader.at] === '^';
  if (negated) reader.at++;
  let inside = '';
  for (let first = true; first || reader.chars[reader.at] !== ']'; first = false) {
    if (reader.at >= reader.chars.length) throw reader.error('unterminated character set', start);
    inside += range(reader, flags, start);
  }
  reader.at++;
  return `[${negated ? '^' : ''}${inside}]`;
}

function range(reader: CharacterReader, flags: Flags, start: number): string {
  const from = item(reader, flags);
  const next = reader.chars[reader.at + 1];
  if (reader.chars[reader.at] !== '-' || next === ']') return single(from, reader, flags);
  if (next === undefined) throw reader.error('unterminated character set', start);
  const position = reader.at - [...from.text].length;
  reader.at++;
  const to = item(reader, flags);
  if (
    from.char === undefined ||
    to.char === undefined ||
    from.char.codePointAt(0)! > to.char.codePointAt(0)!
  ) {
    throw reader.error(`bad character range ${from.text}-${to.text}`, position);
  }
  const plain = `${literal(from.char)}-${literal(to.char)}`;
  return flags.ignoreCase && reader.expandCase ? plain + otherCase(from.char, to.char) : plain;
}

function single({ char, category }: Item, reader: CharacterReader, flags: Flags): string {
  if (char === undefined) return category!;
  return flags.ignoreCase && reader.expandCase ? anyCase(char) : literal(char);
}

/** The ASCII letters of a range in their other case. */
function otherCase(from: string, to: string): string {
  let others = '';
  for (let code = from.codePointAt(0)!; code <= Math.min(to.codePointAt(0)!, 0x7a); code++) {
    const char = String.fromCodePoint(code);
    if (/[a-zA-Z]/.test(char))
      others += char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase();
  }
  return others;
}

function item(reader: CharacterReader, flags: Flags): Item {
  const char = reader.chars[reader.at++]!;
  if (char !== '\\') return { char, text: char };
  const letter = reader.chars[reader.at];
  if (letter === undefined) throw reader.error('bad escape (end of pattern)', reader.at - 1);
  if ('dDwWsS'.includes(letter)) {
    reader.at++;
    return { category: categoryClass(letter, flags), text: `\\${letter}` };
  }
  if (letter === 'b') {
    reader.at++;
    return { char: '\b', text: '\\b' };
  }
  const escaped = octalEscape(reader.chars, reader.at) ?? escapedCharacter(reader.chars, reader.at);
  if (escaped === undefined) throw reader.error(`bad escape \\${letter}`, reader.at - 1);
  const text = `\\${reader.chars.slice(reader.at, reader.at + escaped.length).join('')}`;
  reader.at += escaped.length;
  return { char: escaped.char, text };
}
