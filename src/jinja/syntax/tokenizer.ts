import lexer from 'nunjucks/src/lexer.js';
import { XformError } from '../../errors/error.js';
import type { CompileOptions } from '../types.js';
import { stripEnd, WHITESPACE } from '../values/strings.js';
import { readString } from './stringLiteral.js';

/** lineno and colno are 0-based in the file; start and end are offsets in the text given to the tokenizer. */
export interface Token {
  readonly type: string;
  readonly value: string;
  readonly lineno: number;
  readonly colno: number;
  readonly start: number;
  readonly end: number;
}

const SPACES = new RegExp(`[${WHITESPACE}]*`, 'y');
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const UNICODE_NAME = /[\p{ID_Continue}]+/uy;
const FLOAT = /(?:\d+_)*\d+(?:(?:\.(?:\d+_)*\d+)?e[+-]?(?:\d+_)*\d+|\.(?:\d+_)*\d+)/iy;
const INTEGER = /0b(?:_?[01])+|0o(?:_?[0-7])+|0x(?:_?[\da-f])+|[1-9](?:_?\d)*|0(?:_?0)*/iy;
const OPERATOR = /\/\/|\*\*|==|!=|>=|<=|[-+*/%~[\](){}<>=.:|,;]/y;
const RAW_BEGIN = new RegExp(
  `\\{%[-+]?[${WHITESPACE}]*raw[${WHITESPACE}]*(?:-%\\}[${WHITESPACE}]*|%\\})`,
  'y',
);
const RAW_END = new RegExp(
  `\\{%([-+]?)[${WHITESPACE}]*endraw[${WHITESPACE}]*(?:-%\\}[${WHITESPACE}]*|\\+?%\\})`,
  'g',
);

const OPERATOR_TYPES: Readonly<Record<string, string>> = {
  '(': lexer.TOKEN_LEFT_PAREN,
  ')': lexer.TOKEN_RIGHT_PAREN,
  '[': lexer.TOKEN_LEFT_BRACKET,
  ']': lexer.TOKEN_RIGHT_BRACKET,
  '{': lexer.TOKEN_LEFT_CURLY,
  '}': lexer.TOKEN_RIGHT_CURLY,
  ',': lexer.TOKEN_COMMA,
  ':': lexer.TOKEN_COLON,
  '~': lexer.TOKEN_TILDE,
  '|': lexer.TOKEN_PIPE,
};
const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** What writers of other languages mean. */
const UNKNOWN_CHARS: Readonly<Record<string, string>> = {
  '&': "Write 'and' instead of '&&'.",
  '!': "Write 'not' instead of '!'.",
  '?': "Write 'a if condition else b' instead of 'condition ? a : b'.",
};

/**
 * Splits a template into the tokens nunjucks' parser reads. Whitespace control is done here, so data tokens hold the
 * text that is printed. Brackets are balanced: `}}` inside a dict literal does not end the expression.
 */
export class Tokenizer {
  private readonly tokens: Token[] = [];
  private next = 0;
  private line = 0;
  private lineStart = 0;
  private nextNewline: number;
  private readonly firstColumn: number;
  private readonly firstLine: number;

  constructor(
    private readonly source: string,
    private readonly options: CompileOptions,
  ) {
    this.firstLine = (options.start?.line ?? 1) - 1;
    this.firstColumn = (options.start?.column ?? 1) - 1;
    this.nextNewline = source.indexOf('\n');
    this.readTemplate();
  }

  nextToken(): Token | null {
    return this.tokens[this.next++] ?? null;
  }

  /** With a name already peeked at: is the token after it a `=`? */
  isAssignment(): boolean {
    const token = this.tokens[this.next];
    return token !== undefined && token.type === lexer.TOKEN_OPERATOR && token.value === '=';
  }

  /** Text of the source between two offsets. */
  text(start: number, end: number): string {
    return this.source.slice(start, end);
  }

  /** Place of an offset; offsets must not go back behind an earlier one. */
  private locate(offset: number): { lineno: number; colno: number } {
    while (this.nextNewline >= 0 && this.nextNewline < offset) {
      this.line++;
      this.lineStart = this.nextNewline + 1;
      this.nextNewline = this.source.indexOf('\n', this.lineStart);
    }
    const colno = offset - this.lineStart + (this.line === 0 ? this.firstColumn : 0);
    return { lineno: this.firstLine + this.line, colno };
  }

  private push(type: string, value: string, start: number, end: number): void {
    const { lineno, colno } = this.locate(start);
    this.tokens.push({ type, value, lineno, colno, start, end });
  }

  private fail(message: string, offset: number, hint?: string): never {
    const { lineno, colno } = this.locate(offset);
    const place = { file: this.options.file, line: lineno + 1, column: colno + 1 };
    throw new XformError('compilation', message, { place, hint });
  }

  private readTemplate(): void {
    const { source } = this;
    let position = 0;
    while (position < source.length) {
      const mark = findMark(source, position);
      const sign = mark < 0 ? '' : source[mark + 2];
      const end = mark < 0 ? source.length : mark;
      const data = source.slice(position, end);
      const kept = sign === '-' ? stripEnd(data) : data;
      if (kept !== '') this.push(lexer.TOKEN_DATA, kept, position, end);
      if (mark < 0) return;
      position = this.readMark(mark, sign === '-' || sign === '+' ? 3 : 2);
    }
  }

  /** Reads from one opening mark; returns where data goes on. */
  private readMark(mark: number, width: number): number {
    switch (this.source[mark + 1]) {
      case '#':
        return this.readComment(mark, mark + width);
      case '%': {
        RAW_BEGIN.lastIndex = mark;
        if (RAW_BEGIN.test(this.source)) return this.readRaw(mark, RAW_BEGIN.lastIndex);
        this.push(lexer.TOKEN_BLOCK_START, '{%', mark, mark + width);
        return this.readCode(mark + width, '%}', lexer.TOKEN_BLOCK_END, mark);
      }
      default:
        this.push(lexer.TOKEN_VARIABLE_START, '{{', mark, mark + width);
        return this.readCode(mark + width, '}}', lexer.TOKEN_VARIABLE_END, mark);
    }
  }

  private readComment(mark: number, from: number): number {
    const end = this.source.indexOf('#}', from);
    if (end < 0) this.fail('Missing end of comment tag', mark, 'Close the comment with #}.');
    const strips = end > from && this.source[end - 1] === '-';
    return strips ? this.skipSpaces(end + 2) : end + 2;
  }

  private readRaw(mark: number, from: number): number {
    RAW_END.lastIndex = from;
    const match = RAW_END.exec(this.source);
    if (!match) return this.fail('Missing end of raw directive', mark, 'Close the block with {% endraw %}.');
    const text = this.source.slice(from, match.index);
    const kept = match[1] === '-' ? stripEnd(text) : text;
    if (kept !== '') this.push(lexer.TOKEN_DATA, kept, from, match.index);
    return RAW_END.lastIndex;
  }

  private skipSpaces(from: number): number {
    SPACES.lastIndex = from;
    SPACES.test(this.source);
    return SPACES.lastIndex;
  }

  private readCode(from: number, close: string, closeType: string, mark: number): number {
    const { source } = this;
    const open: string[] = [];
    let at = from;
    for (;;) {
      at = this.skipSpaces(at);
      if (at >= source.length) this.fail(`unexpected end of file, '${close}' is missing`, mark);
      if (open.length === 0) {
        const after = this.readEnd(at, close, closeType);
        if (after >= 0) return after;
      }
      at = this.readToken(at, open);
    }
  }

  /** Offset after a closing mark at `at`, or -1. A minus also eats the whitespace that follows. */
  private readEnd(at: number, close: string, type: string): number {
    const { source } = this;
    const first = source[at];
    const signed = first === '-' || (first === '+' && close === '%}');
    const mark = signed ? at + 1 : at;
    if (!source.startsWith(close, mark)) return -1;
    this.push(type, close, at, mark + 2);
    return first === '-' ? this.skipSpaces(mark + 2) : mark + 2;
  }

  private readToken(at: number, open: string[]): number {
    const { source } = this;
    const code = source.charCodeAt(at);
    if (code === 34 || code === 39) {
      const literal = readString(source, at);
      if (literal === undefined) return this.fail('unterminated string', at);
      if ('error' in literal) return this.fail(literal.error, at);
      this.push(lexer.TOKEN_STRING, literal.value, at, literal.end);
      return literal.end;
    }
    if (code >= 48 && code <= 57) return this.readNumber(at);
    if (match(NAME, source, at)) {
      if (NAME.lastIndex >= source.length || source.charCodeAt(NAME.lastIndex) < 128) {
        return this.take(lexer.TOKEN_SYMBOL, at, NAME.lastIndex);
      }
    }
    if (code > 127 || isNameStart(code)) {
      if (match(UNICODE_NAME, source, at)) return this.take(lexer.TOKEN_SYMBOL, at, UNICODE_NAME.lastIndex);
    }
    if (!match(OPERATOR, source, at)) {
      const char = String.fromCodePoint(source.codePointAt(at)!);
      return this.fail(`unexpected char '${char}'`, at, UNKNOWN_CHARS[char]);
    }
    const value = source.slice(at, OPERATOR.lastIndex);
    this.balance(value, at, open);
    return this.take(OPERATOR_TYPES[value] ?? lexer.TOKEN_OPERATOR, at, OPERATOR.lastIndex);
  }

  private take(type: string, start: number, end: number): number {
    this.push(type, this.source.slice(start, end), start, end);
    return end;
  }

  /** After a dot only an int may follow: `x.0.1` is two indexes. */
  private readNumber(at: number): number {
    if (this.source[at - 1] !== '.' && match(FLOAT, this.source, at)) {
      return this.take(lexer.TOKEN_FLOAT, at, FLOAT.lastIndex);
    }
    if (!match(INTEGER, this.source, at)) return this.fail(`unexpected char '${this.source[at]}'`, at);
    return this.take(lexer.TOKEN_INT, at, INTEGER.lastIndex);
  }

  private balance(operator: string, at: number, open: string[]): void {
    if (CLOSERS[operator]) open.push(CLOSERS[operator]);
    else if (operator === ')' || operator === ']' || operator === '}') {
      const expected = open.pop();
      if (expected === undefined) this.fail(`unexpected '${operator}'`, at);
      if (expected !== operator) {
        const ends = operator === '}' && (this.source[at - 1] === '%' || this.source[at + 1] === '}');
        const hint = ends ? `A bracket is open where the tag ends: close it with '${expected}'.` : undefined;
        this.fail(`unexpected '${operator}', expected '${expected}'`, at, hint);
      }
    }
  }
}

function match(pattern: RegExp, source: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(source);
}

function isNameStart(code: number): boolean {
  return code === 95 || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

/** Offset of the next opening mark, or -1. */
function findMark(source: string, from: number): number {
  for (let at = source.indexOf('{', from); at >= 0; at = source.indexOf('{', at + 1)) {
    const next = source.charCodeAt(at + 1);
    if (next === 123 || next === 37 || next === 35) return at;
  }
  return -1;
}
