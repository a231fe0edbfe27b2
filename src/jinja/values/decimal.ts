import { pyFunction } from '../pyFunction.js';
import {
  adjusted,
  compare,
  type Decimal,
  decimalToString,
  digitsOf,
  type Finite,
  finite,
  fromFloat,
  fromInt,
  isZero,
  negate,
  PRECISION,
  parseDecimal,
  roundToPrecision,
  tenTo,
  toExponent,
  truncate,
} from './decimal/arithmetic.js';
import { formatDecimal } from './decimal/format.js';
import { invalid, normalize, OPERATORS, rootOf, toIntegral } from './decimal/operators.js';
import { NamedTuple } from './namedTuple.js';
import { integer } from './numbers.js';
import { raise } from './raise.js';
import { PyFloat, PyObject, PyTuple, type Value } from './types.js';

/**
 * Python's decimal.Decimal in its default context (28 digits, half to even). Numeric columns of a warehouse come as
 * these, with the scale of the column: 1.50 prints `1.50`. Immutable.
 */
export class PyDecimal extends PyObject {
  readonly pyType = 'Decimal';

  private constructor(readonly number: Decimal) {
    super();
  }

  /** Text of a number, as the Decimal constructor reads it; throws for other text. Never rounded. */
  static parse(text: string): PyDecimal {
    return PyDecimal.findParse(text) ?? raise(`'${text}' is not a decimal number`);
  }

  /** The same; undefined for other text. */
  static findParse(text: string): PyDecimal | undefined {
    const number = parseDecimal(text);
    return number && new PyDecimal(number);
  }

  /** `unscaled` times ten to minus `scale`: how engines hand out decimals. */
  static ofScaled(unscaled: bigint, scale: number): PyDecimal {
    return new PyDecimal(finite(unscaled < 0n, unscaled < 0n ? -unscaled : unscaled, -scale));
  }

  static ofInt(value: number | bigint): PyDecimal {
    return new PyDecimal(fromInt(BigInt(value)));
  }

  /** All digits of the binary float (Python's Decimal(0.1)). */
  static ofFloatExactly(value: number): PyDecimal {
    return new PyDecimal(fromFloat(value));
  }

  static wrap(number: Decimal): PyDecimal {
    return new PyDecimal(number);
  }

  isFinite(): boolean {
    return this.number.kind === 'finite';
  }

  /** float(x) */
  toNumber(): number {
    const { kind, negative } = this.number;
    if (kind === 'nan') return Number.NaN;
    if (kind === 'infinity') return negative ? -Infinity : Infinity;
    return Number(decimalToString(this.number));
  }

  /** int(x): towards zero. Throws for NaN and infinities. */
  toInt(): number | bigint {
    return integer(truncate(this.#finite('convert', 'to integer')));
  }

  /** round(x) is an int, round(x, digits) a Decimal; both half to even. */
  round(digits?: number): PyDecimal | number | bigint {
    const value = this.#finite('round', '');
    const rounded = toExponent(value, -(digits ?? 0));
    if (digits === undefined) return integer(truncate(rounded));
    return digitsOf(rounded.coefficient) > PRECISION ? invalid() : new PyDecimal(rounded);
  }

  abs(): PyDecimal {
    return this.#rounded({ ...this.number, negative: false });
  }

  negate(): PyDecimal {
    return this.#rounded(negate(this.number));
  }

  /** Minus the number, rounded as any result; a zero keeps the new sign. */
  withOtherSign(): PyDecimal {
    return this.#rounded({ ...this.number, negative: !this.number.negative });
  }

  /** To the 28 digits of a result (unary plus). */
  rounded(): PyDecimal {
    return this.#rounded(this.number);
  }

  #rounded(number: Decimal): PyDecimal {
    return new PyDecimal(number.kind === 'finite' ? roundToPrecision(number) : number);
  }

  #finite(verb: string, rest: string): Finite {
    if (this.number.kind === 'finite') return this.number;
    const name = this.number.kind === 'nan' ? 'NaN' : 'Infinity';
    return raise(`cannot ${verb} ${name} ${rest}`.trim());
  }

  /** JSON number of the artifacts. */
  toJSON(): number | null {
    const value = this.toNumber();
    return Number.isFinite(value) ? value : null;
  }

  /** Digits behind the point, trailing zeros not counted. */
  decimals(): number {
    const value = normalize(this.number);
    return value.kind === 'finite' ? Math.max(0, -value.exponent) : 0;
  }

  /** A key that equal ints and floats share: the number itself; undefined when no JS number equals it. */
  hashNumber(): number | bigint | undefined {
    if (this.number.kind !== 'finite') return this.toNumber();
    const whole = toExponent(this.number, Math.min(0, this.number.exponent));
    const unit = tenTo(-whole.exponent);
    if (whole.coefficient % unit === 0n) return integer(truncate(this.number));
    const float = this.toNumber();
    return compare(this.number, fromFloat(float)) === 0 ? float : undefined;
  }

  override pyStr(): string {
    return decimalToString(this.number);
  }

  override pyRepr(): string {
    return `Decimal('${decimalToString(this.number)}')`;
  }

  override pyTruthy(): boolean {
    return !isZero(this.number);
  }

  override pyEquals(other: Value): boolean {
    const number = findOperand(other, true);
    return number !== undefined && compare(this.number, number) === 0;
  }

  override pyHash(): string {
    return `decimal:${this.hashNumber() ?? decimalToString(normalize(this.number))}`;
  }

  override pyCompare(other: Value): number | undefined {
    const number = findOperand(other, true);
    if (number === undefined) return undefined;
    return compare(this.number, number) ?? raise('a Decimal NaN has no order');
  }

  override pyBinary(op: string, other: Value, reversed: boolean): Value | undefined {
    const operate = Object.hasOwn(OPERATORS, op) ? OPERATORS[op] : undefined;
    const number = findOperand(other, false);
    if (operate === undefined || number === undefined) return undefined;
    const result = reversed ? operate(number, this.number) : operate(this.number, number);
    return new PyDecimal(result === 'invalid' ? invalid() : result);
  }

  override pyAttr(name: string): Value | undefined {
    return Object.hasOwn(METHODS, name) ? METHODS[name]!(this) : undefined;
  }
}

/** The other side of an operator: Decimals and ints; floats only where `floats`, since Python refuses to mix them. */
function findOperand(value: Value, floats: boolean): Decimal | undefined {
  if (value instanceof PyDecimal) return value.number;
  if (typeof value === 'bigint' || typeof value === 'boolean') return fromInt(BigInt(value));
  if (typeof value === 'number' && Number.isInteger(value)) return fromInt(BigInt(value));
  if (!floats) return undefined;
  if (typeof value === 'number') return fromFloat(value);
  return value instanceof PyFloat ? fromFloat(value.value) : undefined;
}

const METHODS: Readonly<Record<string, (self: PyDecimal) => Value>> = {
  // The engine asks for these two in str.format() and the round filter; templates cannot reach them.
  __format__: (self) => pyFunction('__format__', ['spec'], (spec) => formatDecimal(self.number, spec)),
  __round__: (self) => pyFunction('__round__', ['digits?'], (digits) => self.round(digits)),
  is_nan: (self) => pyFunction('is_nan', [], () => self.number.kind === 'nan'),
  is_infinite: (self) => pyFunction('is_infinite', [], () => self.number.kind === 'infinity'),
  is_finite: (self) => pyFunction('is_finite', [], () => self.isFinite()),
  is_zero: (self) => pyFunction('is_zero', [], () => isZero(self.number)),
  is_signed: (self) => pyFunction('is_signed', [], () => self.number.negative),
  adjusted: (self) =>
    pyFunction('adjusted', [], () => (self.number.kind === 'finite' ? adjusted(self.number) : 0)),
  copy_abs: (self) => pyFunction('copy_abs', [], () => PyDecimal.wrap({ ...self.number, negative: false })),
  copy_negate: (self) =>
    pyFunction('copy_negate', [], () => PyDecimal.wrap({ ...self.number, negative: !self.number.negative })),
  normalize: (self) => pyFunction('normalize', [], () => PyDecimal.wrap(normalize(self.number))),
  sqrt: (self) => pyFunction('sqrt', [], () => PyDecimal.wrap(rootOf(self.number))),
  quantize: (self) =>
    pyFunction('quantize', ['exp'], (exp) => {
      const number = findOperand(exp, false);
      if (number?.kind !== 'finite' || self.number.kind !== 'finite') return invalid();
      const result = toExponent(self.number, number.exponent);
      return digitsOf(result.coefficient) > PRECISION ? invalid() : PyDecimal.wrap(result);
    }),
  to_integral_value: (self) =>
    pyFunction('to_integral_value', [], () => PyDecimal.wrap(toIntegral(self.number))),
  to_integral: (self) => pyFunction('to_integral', [], () => PyDecimal.wrap(toIntegral(self.number))),
  as_tuple: (self) => pyFunction('as_tuple', [], () => asTuple(self.number)),
};

const TUPLE_FIELDS = ['sign', 'digits', 'exponent'];

function asTuple(value: Decimal): NamedTuple {
  const sign = value.negative ? 1 : 0;
  if (value.kind === 'nan') return NamedTuple.named(TUPLE_FIELDS, [sign, new PyTuple(), 'n']);
  if (value.kind === 'infinity') return NamedTuple.named(TUPLE_FIELDS, [sign, PyTuple.of(0), 'F']);
  const digits = PyTuple.fromArray([...value.coefficient.toString()].map(Number));
  return NamedTuple.named(TUPLE_FIELDS, [sign, digits, value.exponent]);
}
