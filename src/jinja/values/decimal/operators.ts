import { raise } from '../raise.js';
import {
  add,
  adjusted,
  type Decimal,
  decimalToString,
  digitsOf,
  divide,
  divideToInt,
  finite,
  infinity,
  isZero,
  multiply,
  PRECISION,
  power,
  roundToPrecision,
  squareRoot,
  toExponent,
} from './arithmetic.js';

export type Operator = (a: Decimal, b: Decimal) => Decimal | 'invalid';

/** Python's binary operators; 'invalid' where Python raises InvalidOperation. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  '+': add,
  '-': (a, b) => add(a, { ...b, negative: !b.negative }),
  '*': multiply,
  '/': (a, b) => {
    if (a.kind === 'finite' && b.kind === 'finite') {
      if (b.coefficient !== 0n) return divide(a, b);
      return raise('division of a Decimal by zero');
    }
    return divideSpecial(a, b);
  },
  '//': (a, b) => wholeDivision(a, b, 'quotient'),
  '%': (a, b) => wholeDivision(a, b, 'remainder'),
  '**': raiseToPower,
};

function divideSpecial(a: Decimal, b: Decimal): Decimal | 'invalid' {
  if (a.kind === 'nan') return a;
  if (b.kind === 'nan') return b;
  if (a.kind === 'infinity') return b.kind === 'infinity' ? 'invalid' : infinity(a.negative !== b.negative);
  return finite(a.negative !== b.negative, 0n, 0);
}

function wholeDivision(a: Decimal, b: Decimal, part: 'quotient' | 'remainder'): Decimal | 'invalid' {
  if (a.kind === 'nan') return a;
  if (b.kind === 'nan') return b;
  if (a.kind === 'infinity') {
    return b.kind === 'infinity' || part === 'remainder' ? 'invalid' : infinity(a.negative !== b.negative);
  }
  if (b.kind === 'infinity') return part === 'remainder' ? a : finite(a.negative !== b.negative, 0n, 0);
  if (b.coefficient === 0n) {
    if (a.coefficient === 0n) return raise('division of a Decimal by zero');
    if (part === 'remainder') return 'invalid';
    return raise('division of a Decimal by zero');
  }
  if (a.coefficient !== 0n && adjusted(a) - adjusted(b) > PRECISION)
    return raise('the quotient of these Decimals has more than 28 digits');
  const result = divideToInt(a, b);
  if (digitsOf(result.quotient.coefficient) > PRECISION)
    return raise('the quotient of these Decimals has more than 28 digits');
  return result[part];
}

function raiseToPower(a: Decimal, b: Decimal): Decimal | 'invalid' {
  if (a.kind !== 'finite' || b.kind !== 'finite')
    return a.kind === 'nan' ? a : b.kind === 'nan' ? b : 'invalid';
  const exponent = Number(decimalToString(b));
  if (exponent === 0.5 && !a.negative) return squareRoot(a);
  if (!Number.isInteger(exponent)) {
    return raise(
      'a Decimal can only be raised to a whole power or to 0.5',
      'Turn it into a float first: (x | float) ** y.',
    );
  }
  if (a.coefficient === 0n && exponent === 0) return 'invalid';
  if (a.coefficient === 0n && exponent < 0) return infinity(a.negative && exponent % 2 !== 0);
  return power(a, exponent);
}

export function invalid(): never {
  return raise('this operation has no result as a Decimal');
}

/** Without trailing zeros. */
export function normalize(value: Decimal): Decimal {
  if (value.kind !== 'finite') return value;
  let { coefficient, exponent } = roundToPrecision(value);
  if (coefficient === 0n) return finite(value.negative, 0n, 0);
  while (coefficient % 10n === 0n) {
    coefficient /= 10n;
    exponent++;
  }
  return finite(value.negative, coefficient, exponent);
}

export function toIntegral(value: Decimal): Decimal {
  return value.kind === 'finite' && value.exponent < 0 ? toExponent(value, 0) : value;
}

export function rootOf(value: Decimal): Decimal {
  if (value.kind === 'nan') return value;
  if (value.negative && !isZero(value)) return invalid();
  return value.kind === 'finite' ? squareRoot(value) : value;
}
