/**
 * Decimal numbers as Python's decimal module has them in its default context: coefficient times ten to the exponent,
 * trailing zeros kept, results rounded half to even to 28 digits.
 */
export interface Finite {
  readonly kind: 'finite';
  readonly negative: boolean;
  readonly coefficient: bigint;
  readonly exponent: number;
}
export interface Infinite {
  readonly kind: 'infinity';
  readonly negative: boolean;
}
export interface NotANumber {
  readonly kind: 'nan';
  readonly negative: boolean;
}
export type Decimal = Finite | Infinite | NotANumber;

export const PRECISION = 28;
export const NAN: NotANumber = { kind: 'nan', negative: false };

export function finite(negative: boolean, coefficient: bigint, exponent: number): Finite {
  return { kind: 'finite', negative, coefficient, exponent };
}

export function infinity(negative: boolean): Infinite {
  return { kind: 'infinity', negative };
}

const FORM = /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:e([+-]?\d+))?$/i;

/** Text as Python's Decimal() reads it; undefined for anything else. Not rounded. */
export function parseDecimal(text: string): Decimal | undefined {
  const plain = text.trim().replaceAll('_', '');
  const match = FORM.exec(plain);
  if (match) {
    const fraction = match[3] ?? match[4] ?? '';
    const digits = (match[2] ?? '') + fraction;
    return finite(match[1] === '-', BigInt(digits), Number(match[5] ?? 0) - fraction.length);
  }
  const special = /^([+-]?)(?:(inf(?:inity)?)|s?nan\d*)$/i.exec(plain);
  if (!special) return undefined;
  const negative = special[1] === '-';
  return special[2] === undefined ? { kind: 'nan', negative } : infinity(negative);
}

export function fromInt(value: bigint): Finite {
  return finite(value < 0n, value < 0n ? -value : value, 0);
}

/** Every digit of a binary float; undefined digits do not exist, so this is exact. */
export function fromFloat(value: number): Decimal {
  if (Number.isNaN(value)) return NAN;
  if (!Number.isFinite(value)) return infinity(value < 0);
  const negative = value < 0 || Object.is(value, -0);
  let mantissa = Math.abs(value);
  let twos = 0;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    twos++;
  }
  // m / 2^k = m * 5^k / 10^k
  return finite(negative, BigInt(mantissa) * 5n ** BigInt(twos), -twos);
}

export function digitsOf(coefficient: bigint): number {
  return coefficient === 0n ? 1 : coefficient.toString().length;
}

export function tenTo(power: number): bigint {
  return 10n ** BigInt(power);
}

/** Divides a coefficient by 10^digits, half to even. */
function dropDigits(coefficient: bigint, digits: number): bigint {
  const unit = tenTo(digits);
  const quotient = coefficient / unit;
  const twice = 2n * (coefficient % unit);
  return twice > unit || (twice === unit && quotient % 2n === 1n) ? quotient + 1n : quotient;
}

export function roundToPrecision(value: Finite, precision = PRECISION): Finite {
  const excess = digitsOf(value.coefficient) - precision;
  if (excess <= 0) return value;
  const rounded = finite(value.negative, dropDigits(value.coefficient, excess), value.exponent + excess);
  return roundToPrecision(rounded, precision);
}

/** With this exponent, rounding half to even what is below it. */
export function toExponent(value: Finite, exponent: number): Finite {
  const shift = value.exponent - exponent;
  const coefficient = shift >= 0 ? value.coefficient * tenTo(shift) : dropBelow(value.coefficient, -shift);
  return finite(value.negative, coefficient, exponent);
}

function dropBelow(coefficient: bigint, digits: number): bigint {
  return digits > digitsOf(coefficient) ? 0n : dropDigits(coefficient, digits);
}

/** Towards zero, exponent 0 or more. */
export function truncate(value: Finite): bigint {
  const size =
    value.exponent >= 0
      ? value.coefficient * tenTo(value.exponent)
      : -value.exponent > digitsOf(value.coefficient)
        ? 0n
        : value.coefficient / tenTo(-value.exponent);
  return value.negative ? -size : size;
}

export function negate(value: Decimal): Decimal {
  if (value.kind === 'finite' && value.coefficient === 0n) return { ...value, negative: false };
  return { ...value, negative: !value.negative };
}

function signed(value: Finite): bigint {
  return value.negative ? -value.coefficient : value.coefficient;
}

/** 10^power stays small: an operand too far below the other one's digits counts as one unit just below them. */
function bringNear(large: Finite, small: Finite): Finite {
  const lowest = large.exponent + digitsOf(large.coefficient) - PRECISION - 2;
  const tiny = small.exponent + digitsOf(small.coefficient) < Math.min(lowest, large.exponent);
  return tiny && small.coefficient !== 0n
    ? finite(small.negative, 1n, Math.min(lowest, large.exponent) - 1)
    : small;
}

export function add(a: Decimal, b: Decimal): Decimal | 'invalid' {
  if (a.kind !== 'finite' || b.kind !== 'finite') return addSpecial(a, b);
  const x = bringNear(b, a);
  const y = bringNear(a, b);
  const exponent = Math.min(x.exponent, y.exponent);
  if (a.coefficient === 0n || b.coefficient === 0n) return addZero(a, b, exponent);
  const sum = signed(toExponent(x, exponent)) + signed(toExponent(y, exponent));
  return roundToPrecision(finite(sum < 0n, sum < 0n ? -sum : sum, exponent));
}

function addZero(a: Finite, b: Finite, exponent: number): Finite {
  if (a.coefficient === 0n && b.coefficient === 0n) return finite(a.negative && b.negative, 0n, exponent);
  const other = a.coefficient === 0n ? b : a;
  const widest = other.exponent - (PRECISION - digitsOf(other.coefficient));
  return roundToPrecision(other.exponent > exponent ? toExponent(other, Math.max(exponent, widest)) : other);
}

function addSpecial(a: Decimal, b: Decimal): Decimal | 'invalid' {
  if (a.kind === 'nan') return a;
  if (b.kind === 'nan') return b;
  if (a.kind === 'infinity') return b.kind === 'infinity' && a.negative !== b.negative ? 'invalid' : a;
  return b;
}

export function multiply(a: Decimal, b: Decimal): Decimal | 'invalid' {
  if (a.kind === 'nan') return a;
  if (b.kind === 'nan') return b;
  const negative = a.negative !== b.negative;
  if (a.kind === 'finite' && b.kind === 'finite') {
    return roundToPrecision(finite(negative, a.coefficient * b.coefficient, a.exponent + b.exponent));
  }
  return isZero(a) || isZero(b) ? 'invalid' : infinity(negative);
}

export function isZero(value: Decimal): boolean {
  return value.kind === 'finite' && value.coefficient === 0n;
}

/** Finite, non-zero divisor. */
export function divide(a: Finite, b: Finite): Finite {
  const negative = a.negative !== b.negative;
  const ideal = a.exponent - b.exponent;
  if (a.coefficient === 0n) return finite(negative, 0n, ideal);
  const shift = Math.max(0, digitsOf(b.coefficient) - digitsOf(a.coefficient) + PRECISION + 1);
  const numerator = a.coefficient * tenTo(shift);
  let quotient = numerator / b.coefficient;
  let exponent = ideal - shift;
  if (numerator % b.coefficient !== 0n) {
    // A last digit 0 or 5 would hide that there is more behind it from the rounding.
    if (quotient % 5n === 0n) quotient += 1n;
  } else {
    while (exponent < ideal && quotient % 10n === 0n) {
      quotient /= 10n;
      exponent++;
    }
  }
  return roundToPrecision(finite(negative, quotient, exponent));
}

/** Quotient towards zero and the remainder, which has the dividend's sign. */
export function divideToInt(a: Finite, b: Finite): { readonly quotient: Finite; readonly remainder: Finite } {
  const exponent = Math.min(a.exponent, b.exponent);
  const x = toExponent(a, exponent).coefficient;
  const y = toExponent(b, exponent).coefficient;
  return {
    quotient: finite(a.negative !== b.negative, x / y, 0),
    remainder: roundToPrecision(finite(a.negative, x % y, exponent)),
  };
}

/** a to the whole power n. Not for 0 to a negative power. */
export function power(a: Finite, n: number): Finite {
  if (a.coefficient === 0n) return n === 0 ? ONE : finite(a.negative && n % 2 !== 0, 0n, 0);
  // Digits beyond three times the precision cannot change the result.
  const working = PRECISION * 3;
  let result = ONE;
  let base: Finite = a;
  for (let rest = Math.abs(n); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = product(result, base, working);
    base = product(base, base, working);
  }
  return n < 0 ? divide(ONE, result) : roundToPrecision(result);
}

const ONE = finite(false, 1n, 0);

function product(a: Finite, b: Finite, precision: number): Finite {
  const negative = a.negative !== b.negative;
  return roundToPrecision(
    finite(negative, a.coefficient * b.coefficient, a.exponent + b.exponent),
    precision,
  );
}

/** Square root of a value that is not negative. */
export function squareRoot(value: Finite): Finite {
  const ideal = Math.floor(value.exponent / 2);
  if (value.coefficient === 0n) return finite(value.negative, 0n, ideal);
  let { coefficient, exponent } = value;
  if (exponent % 2 !== 0) {
    coefficient *= 10n;
    exponent -= 1;
  }
  const shift = Math.max(0, PRECISION + 2 - Math.ceil(digitsOf(coefficient) / 2));
  coefficient *= tenTo(2 * shift);
  let root = integerRoot(coefficient);
  let rootExponent = exponent / 2 - shift;
  if (root * root === coefficient) {
    while (rootExponent < ideal && root % 10n === 0n) {
      root /= 10n;
      rootExponent++;
    }
  } else if (root % 5n === 0n) {
    root += 1n;
  }
  return roundToPrecision(finite(false, root, rootExponent));
}

function integerRoot(value: bigint): bigint {
  let guess = tenTo(Math.ceil(digitsOf(value) / 2));
  for (;;) {
    const next = (guess + value / guess) / 2n;
    if (next >= guess) return guess;
    guess = next;
  }
}

/** Negative, 0, positive; undefined with a NaN. */
export function compare(a: Decimal, b: Decimal): number | undefined {
  if (a.kind === 'nan' || b.kind === 'nan') return undefined;
  const difference = rank(a) - rank(b);
  if (difference !== 0 || a.kind === 'infinity' || b.kind === 'infinity') return difference;
  if (a.coefficient === 0n) return 0;
  const sign = a.negative ? -1 : 1;
  const magnitude = adjusted(a) - adjusted(b);
  if (magnitude !== 0) return magnitude * sign;
  const exponent = Math.min(a.exponent, b.exponent);
  const x = toExponent(a, exponent).coefficient;
  const y = toExponent(b, exponent).coefficient;
  return x === y ? 0 : x < y ? -sign : sign;
}

/** Orders infinities, signs and zero, so that only numbers of one sign remain to be compared. */
function rank(value: Finite | Infinite): number {
  if (value.kind === 'finite' && value.coefficient === 0n) return 0;
  const size = value.kind === 'infinity' ? 2 : 1;
  return value.negative ? -size : size;
}

/** Exponent of the first digit. */
export function adjusted(value: Finite): number {
  return value.exponent + digitsOf(value.coefficient) - 1;
}

/** Python's str(). */
export function decimalToString(value: Decimal): string {
  const sign = value.negative ? '-' : '';
  if (value.kind === 'infinity') return `${sign}Infinity`;
  if (value.kind === 'nan') return `${sign}NaN`;
  const digits = value.coefficient.toString();
  const point = value.exponent + digits.length;
  if (value.exponent <= 0 && point > -6) {
    if (value.exponent === 0) return sign + digits;
    if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
    return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
  }
  const power = point - 1;
  const mantissa = digits.length === 1 ? digits : `${digits[0]}.${digits.slice(1)}`;
  return `${sign}${mantissa}E${power < 0 ? '-' : '+'}${Math.abs(power)}`;
}
