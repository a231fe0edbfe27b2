import { type CharacterReader, translateClass } from './characterClass.js';
import {
  anyCase,
  categoryClass,
  escapedCharacter,
  literal,
  octalEscape,
  wordBoundary,
} from './characters.js';
import { FLAG_BITS, type Flags, flagsOf, LETTER_BITS } from './flags.js';
import { regexError } from './regexError.js';

/** A Python regular expression as JavaScript source for the flag v. */
export interface Translation {
  readonly source: string;
  /** Flags besides v. */
  readonly jsFlags: string;
  /** All flags in force for the whole pattern, as Python's bits. */
  readonly bits: number;
  readonly groupCount: number;
  readonly groupNames: ReadonlyMap<string, number>;
  /** Where it can match nothing, it may still match something there. */
  readonly mayPreferEmpty: boolean;
}

/** `nonEmpty`: the result only matches at least one character (Python's search goes on so after an empty match). */
export function translateRegex(pattern: string, bits: number, nonEmpty = false): Translation {
  return new Translator(pattern, bits, nonEmpty).translate();
}

/** Name of a numbered group in the source, whose own numbers count the helpers too. */
export function groupName(group: number): string {
  return `g${group}`;
}

const GLOBAL_FLAGS = /^\(\?([aiLmsux]+)\)/;
const SCOPED_CASE = /\(\?[aLmsux]*(?:i|-[msx]*i)/;

class Translator implements CharacterReader {
  readonly chars: readonly string[];
  readonly expandCase: boolean;
  at = 0;
  #bits: number;
  #groups = 0;
  /** Groups of the source that the pattern does not have. */
  #helpers = 0;
  #mayPreferEmpty = false;
  readonly #open = new Set<number>();
  readonly #names = new Map<string, number>();

  constructor(
    readonly pattern: string,
    bits: number,
    readonly nonEmpty: boolean,
  ) {
    let rest = pattern;
    this.#bits = bits;
    for (let match = GLOBAL_FLAGS.exec(rest); match; match = GLOBAL_FLAGS.exec(rest)) {
      for (const letter of match[1]!) this.#bits |= LETTER_BITS[letter]!;
      rest = rest.slice(match[0].length);
    }
    if ((this.#bits & FLAG_BITS.LOCALE) !== 0)
      throw this.error('cannot use LOCALE flag with a str pattern', 0);
    this.at = [...pattern].length - [...rest].length;
    this.chars = [...pattern];
    // JavaScript has no flags for a part of a pattern: there cases are written out.
    this.expandCase = SCOPED_CASE.test(rest);
  }

  error(message: string, position = this.at): Error {
    return regexError(message, this.pattern, position);
  }

  translate(): Translation {
    const flags = flagsOf(this.#bits);
    const body = this.#alternatives(flags);
    if (this.at < this.chars.length) throw this.error('unbalanced parenthesis');
    return {
      // The first group remembers what is left; after a match of nothing it would be left still.
      source: this.nonEmpty ? `(?=(?<rest>[\\s\\S]*))(?:${body})(?!\\k<rest>$)` : body,
      jsFlags: flags.ignoreCase && !this.expandCase ? 'i' : '',
      bits: this.#bits | ((this.#bits & FLAG_BITS.ASCII) === 0 ? FLAG_BITS.UNICODE : 0),
      groupCount: this.#groups,
      groupNames: this.#names,
      mayPreferEmpty: this.#mayPreferEmpty,
    };
  }

  peek(text: string): boolean {
    return text === this.chars.slice(this.at, this.at + text.length).join('');
  }

  #take(text: string): boolean {
    if (!this.peek(text)) return false;
    this.at += text.length;
    return true;
  }

  #alternatives(flags: Flags): string {
    const branches = [this.#sequence(flags)];
    while (this.#take('|')) {
      this.#mayPreferEmpty = true;
      branches.push(this.#sequence(flags));
    }
    return branches.join('|');
  }

  #sequence(flags: Flags): string {
    let source = '';
    while (this.at < this.chars.length && !this.peek('|') && !this.peek(')')) {
      if (flags.verbose && this.#skipVerbose()) continue;
      source += this.#repeated(flags);
    }
    return source;
  }

  /** White space and comments of verbose patterns. */
  #skipVerbose(): boolean {
    const char = this.chars[this.at]!;
    if (char === '#') {
      while (this.at < this.chars.length && this.chars[this.at] !== '\n') this.at++;
      return true;
    }
    if (!/[ \t\n\r\f\v]/.test(char)) return false;
    this.at++;
    return true;
  }

  #repeated(flags: Flags): string {
    const start = this.at;
    if (this.#quantifier() !== undefined) throw this.error('nothing to repeat', start);
    const { source, repeatable } = this.#atom(flags);
    if (flags.verbose) while (this.at < this.chars.length && this.#skipVerbose());
    const at = this.at;
    const quantifier = this.#quantifier();
    if (quantifier === undefined) return source;
    if (!repeatable) throw this.error('nothing to repeat', at);
    const possessive = this.#take('+');
    const lazy = !possessive && this.#take('?');
    if (lazy) this.#mayPreferEmpty = true;
    const next = this.at;
    if (this.#quantifier() !== undefined) throw this.error('multiple repeat', next);
    if (!possessive) return `${source}${quantifier}${lazy ? '?' : ''}`;
    return this.#atomic(`${source}${quantifier}`);
  }

  /** Matches once and for all: a look-ahead is never entered again, and what it found is then taken. */
  #atomic(source: string): string {
    const name = `h${++this.#helpers}`;
    return `(?:(?=(?<${name}>${source}))\\k<${name}>)`;
  }

  #quantifier(): string | undefined {
    const char = this.chars[this.at];
    if (char === '*' || char === '+' || char === '?') {
      this.at++;
      return char;
    }
    if (char !== '{') return undefined;
    const match = /^\{(\d*)(,?)(\d*)\}/.exec(this.chars.slice(this.at, this.at + 40).join(''));
    if (!match || match[0] === '{}') return undefined;
    const [whole, least, comma, most] = match as unknown as [string, string, string, string];
    if (comma !== '' && most !== '' && Number(least) > Number(most)) {
      throw this.error('min repeat greater than max repeat');
    }
    this.at += whole.length;
    return comma === '' ? `{${least}}` : `{${least || '0'},${most}}`;
  }

  #atom(flags: Flags): { readonly source: string; readonly repeatable: boolean } {
    const char = this.chars[this.at++]!;
    switch (char) {
      case '^':
        return { source: flags.multiline ? '(?<![^\\n])' : '^', repeatable: false };
      case '$':
        return { source: flags.multiline ? '(?![^\\n])' : '(?=\\n?$)', repeatable: false };
      case '.':
        return { source: flags.dotAll ? '[\\s\\S]' : '[^\\n]', repeatable: true };
      case '[':
        return { source: translateClass(this, flags), repeatable: true };
      case '(':
        return { source: this.#group(flags), repeatable: true };
      case '\\':
        return this.#escape(flags);
      default:
        return { source: this.literal(char, flags), repeatable: true };
    }
  }

  literal(char: string, flags: Flags): string {
    return flags.ignoreCase && this.expandCase ? anyCase(char) : literal(char);
  }

  #escape(flags: Flags): { readonly source: string; readonly repeatable: boolean } {
    const start = this.at - 1;
    const letter = this.chars[this.at];
    if (letter === undefined) throw this.error('bad escape (end of pattern)', start);
    if ('dDwWsS'.includes(letter)) {
      this.at++;
      return { source: categoryClass(letter, flags), repeatable: true };
    }
    if (letter === 'b' || letter === 'B') {
      this.at++;
      return { source: wordBoundary(letter, flags), repeatable: false };
    }
    if (letter === 'A' || letter === 'Z') {
      this.at++;
      return { source: letter === 'A' ? '^' : '$', repeatable: false };
    }
    const octal = octalEscape(this.chars, this.at);
    if (octal === undefined && /[1-9]/.test(letter))
      return { source: this.#numberedReference(), repeatable: true };
    const escaped = octal ?? escapedCharacter(this.chars, this.at);
    if (escaped === undefined) throw this.error(`bad escape \\${letter}`, start);
    this.at += escaped.length;
    return { source: this.literal(escaped.char, flags), repeatable: true };
  }

  #numberedReference(): string {
    const start = this.at;
    const digits = /^[1-9]\d?/.exec(this.chars.slice(this.at, this.at + 2).join(''))![0];
    this.at += digits.length;
    return this.#reference(Number(digits), start);
  }

  #reference(group: number, position: number): string {
    if (group > this.#groups) throw this.error(`invalid group reference ${group}`, position);
    if (this.#open.has(group)) throw this.error('cannot refer to an open group', position);
    return `\\k<${groupName(group)}>`;
  }

  /** After `(`. */
  #group(flags: Flags): string {
    const start = this.at - 1;
    if (!this.#take('?')) return this.#capture(flags, undefined, start);
    const lookaround = ['=', '!', '<=', '<!'].find((mark) => this.#take(mark));
    if (lookaround !== undefined) return `(?:(?${lookaround}${this.#inside(flags, start)}))`;
    if (this.#take(':')) return `(?:${this.#inside(flags, start)})`;
    if (this.#take('P')) return this.#named(flags, start);
    if (this.#take('#')) return this.#comment(start);
    if (this.#take('>')) return this.#atomic(this.#inside(flags, start));
    if (this.peek('(')) {
      throw this.error('conditional groups (?(...)yes|no) are not supported here', start);
    }
    return this.#scopedFlags(flags, start);
  }

  #inside(flags: Flags, start: number): string {
    const body = this.#alternatives(flags);
    if (!this.#take(')')) throw this.error('missing ), unterminated subpattern', start);
    return body;
  }

  #capture(flags: Flags, name: string | undefined, start: number): string {
    const group = ++this.#groups;
    if (name !== undefined) this.#names.set(name, group);
    this.#open.add(group);
    const body = this.#inside(flags, start);
    this.#open.delete(group);
    return `(?<${groupName(group)}>${body})`;
  }

  #named(flags: Flags, start: number): string {
    if (this.#take('<')) {
      const name = this.#name('>');
      if (this.#names.has(name)) {
        throw this.error(`redefinition of group name '${name}' as group ${this.#groups + 1}`, start);
      }
      return this.#capture(flags, name, start);
    }
    if (this.#take('=')) {
      const at = this.at;
      const name = this.#name(')');
      const group = this.#names.get(name);
      if (group === undefined) throw this.error(`unknown group name '${name}'`, at);
      return this.#reference(group, at);
    }
    throw this.error(`unknown extension ?P${this.chars[this.at] ?? ''}`, start + 1);
  }

  #name(end: string): string {
    const start = this.at;
    const stop = this.chars.indexOf(end, start);
    if (stop < 0) throw this.error(`missing ${end}, unterminated name`, start);
    const name = this.chars.slice(start, stop).join('');
    if (name === '') throw this.error('missing group name', start);
    if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name))
      throw this.error(`bad character in group name '${name}'`, start);
    this.at = stop + 1;
    return name;
  }

  #comment(start: number): string {
    const stop = this.chars.indexOf(')', this.at);
    if (stop < 0) throw this.error('missing ), unterminated comment', start);
    this.at = stop + 1;
    return '';
  }

  /** `(?im-s:...)`; flags for the whole pattern stand at its start only. */
  #scopedFlags(flags: Flags, start: number): string {
    const match = /^([aiLmsux]*)(?:-([imsx]+))?([:)])/.exec(this.chars.slice(this.at, this.at + 20).join(''));
    if (!match) throw this.error(`unknown extension ?${this.chars[this.at] ?? ''}`, start + 1);
    if (match[3] === ')') throw this.error('global flags not at the start of the expression', start);
    this.at += match[0].length;
    const on = flagsOf([...match[1]!].reduce((bits, letter) => bits | LETTER_BITS[letter]!, 0));
    const off = flagsOf([...(match[2] ?? '')].reduce((bits, letter) => bits | LETTER_BITS[letter]!, 0));
    const inner: Flags = {
      ignoreCase: (flags.ignoreCase || on.ignoreCase) && !off.ignoreCase,
      multiline: (flags.multiline || on.multiline) && !off.multiline,
      dotAll: (flags.dotAll || on.dotAll) && !off.dotAll,
      verbose: (flags.verbose || on.verbose) && !off.verbose,
      ascii: (flags.ascii || on.ascii) && !match[1]!.includes('u'),
    };
    return `(?:${this.#inside(inner, start)})`;
  }
}
