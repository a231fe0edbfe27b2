import { raise } from '../raise.js';
import {
  adjusted,
  type Decimal,
  decimalToString,
  digitsOf,
  type Finite,
  roundToPrecision,
  toExponent,
} from './arithmetic.js';

const SPEC = /^(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\d+)?(,)?(?:\.(\d+))?([eEfFgG%n])?$/su;

/** format(Decimal, spec). */
export function formatDecimal(value: Decimal, spec: string): string {
  const match = SPEC.exec(spec);
  if (!match) return raise('invalid format string', `'${spec}' is not a format of numbers; '.2f' is one.`);
  const [, fill, align, sign, , zero, width, separator, precision, type] = match;
  const digits = precision === undefined ? undefined : Number(precision);
  const body =
    value.kind === 'finite' ? formatBody({ ...value, negative: false }, type, digits) : specialName(value);
  const prefix = value.negative ? '-' : sign === '+' || sign === ' ' ? sign : '';
  const grouped = separator === undefined ? body : groupThousands(body, separator);
  const room = Number(width ?? 0) - prefix.length;
  if (zero !== undefined && align === undefined) return prefix + padZeros(grouped, room, separator);
  return padText(prefix, grouped, fill ?? ' ', align ?? '>', room);
}

function specialName(value: Decimal): string {
  return value.kind === 'nan' ? 'NaN' : 'Infinity';
}

function formatBody(value: Finite, type: string | undefined, precision: number | undefined): string {
  switch (type) {
    case 'f':
    case 'F':
      return plain(toExponent(value, -(precision ?? Math.max(0, -value.exponent))));
    case '%': {
      const percent = { ...value, exponent: value.exponent + 2 };
      return `${plain(toExponent(percent, -(precision ?? Math.max(0, -percent.exponent))))}%`;
    }
    case 'e':
    case 'E': {
      const rounded = precision === undefined ? value : withDigits(value, precision + 1);
      return scientific(rounded, type);
    }
    case 'g':
    case 'G':
    case 'n': {
      const rounded = precision === undefined ? value : roundToPrecision(value, Math.max(1, precision));
      return general(rounded, type === 'G' ? 'E' : 'e');
    }
    default: {
      const rounded = precision === undefined ? value : roundToPrecision(value, Math.max(1, precision));
      return general(rounded, 'E');
    }
  }
}

function plain(value: Finite): string {
  const digits = value.coefficient.toString();
  if (value.exponent >= 0) return digits + (value.coefficient === 0n ? '' : '0'.repeat(value.exponent));
  const padded = digits.padStart(1 - value.exponent, '0');
  return `${padded.slice(0, value.exponent)}.${padded.slice(value.exponent)}`;
}

/** Exactly so many significant digits. */
function withDigits(value: Finite, digits: number): Finite {
  const rounded = roundToPrecision(value, digits);
  return toExponent(rounded, rounded.exponent - (digits - digitsOf(rounded.coefficient)));
}

function scientific(value: Finite, letter: string): string {
  const digits = value.coefficient.toString();
  const power = value.coefficient === 0n ? value.exponent + digits.length - 1 : adjusted(value);
  const mantissa = digits.length === 1 ? digits : `${digits[0]}.${digits.slice(1)}`;
  return `${mantissa}${letter}${power < 0 ? '-' : '+'}${Math.abs(power)}`;
}

function general(value: Finite, letter: string): string {
  return decimalToString(value).replace('E', letter);
}

function groupThousands(body: string, separator: string): string {
  const [, whole, rest] = /^(\d+)(.*)$/s.exec(body) ?? [];
  if (whole === undefined) return body;
  return whole.replace(/\B(?=(\d{3})+$)/g, separator) + rest;
}

function padZeros(body: string, room: number, separator: string | undefined): string {
  if (separator === undefined) return body.padStart(room, '0');
  let padded = body;
  while (padded.length < room) {
    const longer = groupThousands(`0${padded.replaceAll(separator, '')}`, separator);
    padded = longer;
  }
  return padded;
}

function padText(prefix: string, body: string, fill: string, align: string, room: number): string {
  const missing = Math.max(0, room - body.length);
  if (align === '<') return prefix + body + fill.repeat(missing);
  if (align === '=') return prefix + fill.repeat(missing) + body;
  if (align === '^') {
    const left = Math.floor(missing / 2);
    return fill.repeat(left) + prefix + body + fill.repeat(missing - left);
  }
  return fill.repeat(missing) + prefix + body;
}
