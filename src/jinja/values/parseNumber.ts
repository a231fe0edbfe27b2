import { integer } from './numbers.js';
import { strip } from './strings.js';

const PREFIXES: Readonly<Record<string, number>> = { '0b': 2, '0o': 8, '0x': 16 };
const FLOAT = /^[+-]?(?:(?:\d+(?:_\d+)*)?\.?\d*(?:_\d+)*(?:e[+-]?\d+(?:_\d+)*)?|inf(?:inity)?|nan)$/i;

/** Python's int(text, base); undefined where it raises ValueError. */
export function parseIntegerText(text: string, base: number): number | bigint | undefined {
  const match = /^([+-]?)(0[box])?_?([0-9a-z]+(?:_[0-9a-z]+)*)$/i.exec(strip(text));
  if (!match) return undefined;
  const [, sign, prefix, body] = match;
  const digits = `${prefix ?? ''}${body}`.replaceAll('_', '').toLowerCase();
  const ofPrefix = PREFIXES[digits.slice(0, 2)];
  const usesPrefix = ofPrefix !== undefined && (base === ofPrefix || base === 0);
  const radix = base === 0 ? (usesPrefix ? ofPrefix : 10) : base;
  const value = parseDigits(usesPrefix ? digits.slice(2) : digits, radix);
  if (value === undefined) return undefined;
  return integer(sign === '-' ? -value : value);
}

function parseDigits(digits: string, radix: number): bigint | undefined {
  if (digits === '' || radix < 2 || radix > 36 || digits.length > 10_000) return undefined;
  if (radix === 10) return /^\d+$/.test(digits) ? BigInt(digits) : undefined;
  let value = 0n;
  for (const char of digits) {
    const digit = Number.parseInt(char, 36);
    if (Number.isNaN(digit) || digit >= radix) return undefined;
    value = value * BigInt(radix) + BigInt(digit);
  }
  return value;
}

/** Python's float(text); undefined where it raises ValueError. */
export function parseFloatText(text: string): number | undefined {
  const stripped = strip(text);
  if (!FLOAT.test(stripped) || !/[\dfn]/i.test(stripped)) return undefined;
  const plain = stripped.replaceAll('_', '').toLowerCase();
  const unsigned = plain.replace(/^[+-]/, '');
  if (unsigned === 'nan') return Number.NaN;
  if (unsigned.startsWith('inf'))
    return plain.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (!/^\.?\d/.test(unsigned)) return undefined;
  return Number(plain);
}
