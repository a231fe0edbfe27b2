import { integer } from './numbers.js';
import { strip } from './strings.js';

const PREFIXES: Readonly<Record<string, number>> = { '0b': 2, '0o': 8, '0x': 16 };
const FLOAT = /^(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/;

/** Python's int(text, base); undefined where it raises ValueError. */
export function parseIntegerText(text: string, base: number): number | bigint | undefined {
  const match = /^([+-]?)(0[box])?_?([0-9a-z_]+)$/i.exec(strip(text));
  if (!match || /^_|__|_$/.test(match[3]!)) return undefined;
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
  const plain = strip(text).toLowerCase();
  const negative = plain.startsWith('-');
  const unsigned = plain.replace(/^[+-]/, '');
  if (unsigned === 'nan') return Number.NaN;
  if (unsigned === 'inf' || unsigned === 'infinity')
    return negative ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (/^_|_$|_[^\d]|[^\d]_/.test(unsigned)) return undefined;
  const digits = unsigned.replaceAll('_', '');
  if (!FLOAT.test(digits)) return undefined;
  return negative ? -Number(digits) : Number(digits);
}
