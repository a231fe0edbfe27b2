import { XformError } from '../../errors/error.js';

export type TokenKind = 'name' | 'number' | 'string' | 'formatted' | 'operator' | 'newline';

/** One token of a Python file; `value` of a string is its text. Positions are 1-based. */
export interface PythonToken {
  readonly kind: TokenKind;
  readonly text: string;
  readonly value?: string;
  readonly line: number;
  readonly column: number;
}

const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy;
const NUMBER = /(?:0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*)?\.?\d[\d_]*\.?(?:[eE][+-]?\d+)?)/y;
const STRING_START = /([rRbBuUfF]{0,2})('''|"""|'|")/y;
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
};

/** Splits a Python file into tokens, comments left out. Throws XformError('parse') for a string that never ends. */
export function tokenizePython(source: string, file: string): PythonToken[] {
  const tokens: PythonToken[] = [];
  let line = 1;
  let lineStart = 0;
  let at = 0;
  const place = () => ({ line, column: at - lineStart + 1 });
  const advance = (to: number): void => {
    for (let next = source.indexOf('\n', at); next >= 0 && next < to; next = source.indexOf('\n', next + 1)) {
      line++;
      lineStart = next + 1;
    }
    at = to;
  };
  while (at < source.length) {
    const char = source[at]!;
    if (char === '\n') {
      tokens.push({ kind: 'newline', text: '\n', ...place() });
      advance(at + 1);
    } else if (/\s/.test(char) || (char === '\\' && /\r?\n/.test(source.slice(at + 1, at + 3))))
      advance(at + 1);
    else if (char === '#') {
      const end = source.indexOf('\n', at);
      advance(end < 0 ? source.length : end);
    } else {
      const token = readToken(source, at, file, place());
      tokens.push(token);
      advance(at + token.text.length);
    }
  }
  return tokens;
}

function readToken(
  source: string,
  at: number,
  file: string,
  place: { line: number; column: number },
): PythonToken {
  STRING_START.lastIndex = at;
  const string = STRING_START.exec(source);
  if (string !== null) return readString(source, at, string[1]!, string[2]!, file, place);
  NAME.lastIndex = at;
  const name = NAME.exec(source);
  if (name !== null) return { kind: 'name', text: name[0], ...place };
  NUMBER.lastIndex = at;
  const number = /[\d.]/.test(source[at]!) ? NUMBER.exec(source) : null;
  if (number !== null) return { kind: 'number', text: number[0], ...place };
  const two = source.slice(at, at + 2);
  const text = two === '**' || two === '->' || two === ':=' ? two : source[at]!;
  return { kind: 'operator', text, ...place };
}

function readString(
  source: string,
  start: number,
  prefix: string,
  quote: string,
  file: string,
  place: { line: number; column: number },
): PythonToken {
  const isRaw = /r/i.test(prefix);
  let value = '';
  for (let i = start + prefix.length + quote.length; i < source.length; i++) {
    if (source.startsWith(quote, i)) {
      const text = source.slice(start, i + quote.length);
      const kind = /[fb]/i.test(prefix) ? 'formatted' : 'string';
      return { kind, text, value, ...place };
    }
    const char = source[i]!;
    if (char === '\n' && quote.length === 1) break;
    if (char !== '\\') value += char;
    else {
      const next = source[++i] ?? '';
      value += isRaw ? char + next : (ESCAPES[next] ?? char + next);
    }
  }
  throw new XformError('parse', 'This Python string does not end', { place: { file, ...place } });
}
