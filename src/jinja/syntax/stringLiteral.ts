const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\n': '',
};
const HEX_LENGTH: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const ESCAPE = /\\([\s\S])/g;

export type StringLiteral = { readonly value: string; readonly end: number } | { readonly error: string };

/** The quoted text that starts at `at`, its escapes resolved as in Python; undefined when it is not closed. */
export function readString(source: string, at: number): StringLiteral | undefined {
  const quote = source[at]!;
  for (let end = at + 1; end < source.length; end++) {
    const char = source[end];
    if (char === '\\') end++;
    else if (char === quote) {
      const raw = source.slice(at + 1, end);
      if (!raw.includes('\\')) return { value: raw, end: end + 1 };
      const value = resolveEscapes(raw);
      return typeof value === 'string' ? { value, end: end + 1 } : value;
    }
  }
  return undefined;
}

function resolveEscapes(raw: string): string | { error: string } {
  let result = '';
  let from = 0;
  ESCAPE.lastIndex = 0;
  for (let match = ESCAPE.exec(raw); match; match = ESCAPE.exec(raw)) {
    const char = match[1]!;
    result += raw.slice(from, match.index);
    from = ESCAPE.lastIndex;
    const hex = HEX_LENGTH[char];
    if (hex !== undefined) {
      const digits = raw.slice(from, from + hex);
      if (digits.length < hex || !/^[\da-f]+$/i.test(digits)) {
        return { error: `truncated \\${char}${'X'.repeat(hex)} escape in a string` };
      }
      const code = Number.parseInt(digits, 16);
      if (code > 0x10ffff) return { error: 'illegal Unicode character in a string' };
      result += String.fromCodePoint(code);
      from += hex;
    } else if (char >= '0' && char <= '7') {
      const digits = /^[0-7]{1,3}/.exec(raw.slice(match.index + 1))![0];
      result += String.fromCharCode(Number.parseInt(digits, 8));
      from = match.index + 1 + digits.length;
    } else result += SIMPLE[char] ?? `\\${char}`;
    ESCAPE.lastIndex = from;
  }
  return result + raw.slice(from);
}
