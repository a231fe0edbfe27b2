import { fixedDigits, scientificDigits } from './digits.js';

export interface FloatFormat {
  /** One of e E f F g G %. */
  readonly type: string;
  readonly precision: number;
  /** `#`: keep the point and trailing zeros. */
  readonly alternate: boolean;
}

/** The digits of |value| as printf and format() write them; sign and padding are the caller's. */
export function formatFloat(value: number, format: FloatFormat): string {
  const { type } = format;
  const upper = type === 'E' || type === 'F' || type === 'G';
  const text = Number.isNaN(value)
    ? 'nan'
    : Number.isFinite(value)
      ? finiteText(Math.abs(value), format)
      : 'inf';
  return (upper ? text.toUpperCase() : text) + (type === '%' ? '%' : '');
}

function finiteText(value: number, { type, precision, alternate }: FloatFormat): string {
  switch (type.toLowerCase()) {
    case '%':
      return fixed(value * 100, precision, alternate);
    case 'f':
      return fixed(value, precision, alternate);
    case 'e':
      return exponential(value, precision, alternate);
    default:
      return general(value, precision === 0 ? 1 : precision, alternate);
  }
}

function fixed(value: number, precision: number, alternate: boolean): string {
  return fixedDigits(value, precision) + (alternate && precision === 0 ? '.' : '');
}

function exponential(value: number, precision: number, alternate: boolean): string {
  const { digits, exponent } = scientificDigits(value, precision);
  const point = precision > 0 || alternate ? '.' : '';
  return `${digits[0]}${point}${digits.slice(1)}${exponentText(exponent)}`;
}

function exponentText(exponent: number): string {
  return `e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function general(value: number, precision: number, alternate: boolean): string {
  const { digits, exponent } = scientificDigits(value, precision - 1);
  if (exponent < -4 || exponent >= precision) {
    const kept = alternate ? digits : digits.replace(/0+$/, '') || '0';
    const point = kept.length > 1 || alternate ? '.' : '';
    return `${kept[0]}${point}${kept.slice(1)}${exponentText(exponent)}`;
  }
  const text = fixedDigits(value, precision - 1 - exponent);
  if (alternate) return text.includes('.') ? text : `${text}.`;
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
