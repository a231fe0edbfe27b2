import { percentFormat } from './format/percent.js';
import { asFloat, asInteger, asNumber, clampToSafe, integer } from './numbers.js';
import { limitItems } from './padding.js';
import { raise } from './raise.js';
import { PySet } from './set.js';
import { MAX_TEXT } from './strings.js';
import { typeName } from './typeName.js';
import { isPyObject, PyFloat, PyTuple, type Value } from './types.js';
import { Undefined } from './undefined.js';

/** Most bits that `**` may build. */
const MAX_BITS = 1_000_000;

export type Operator = '+' | '-' | '*' | '/' | '//' | '%' | '**';

/** Python's binary operators, with the fast paths for plain ints and strings first. */
export function add(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number' && Number.isInteger(a) && Number.isInteger(b)) {
    const sum = a + b;
    return Number.isSafeInteger(sum) ? sum : BigInt(a) + BigInt(b);
  }
  if (typeof a === 'string') {
    if (typeof b === 'string') return limitedText(a.length + b.length) && a + b;
    if (!isPyObject(b) && !(b instanceof Undefined)) {
      return raise(`can only concatenate str (not "${typeName(b)}") to str`);
    }
  }
  if (Array.isArray(a) && !isPyObject(b) && !(b instanceof Undefined)) return concatenate(a, b);
  return numeric('+', a, b) ?? fallback('+', a, b);
}

export function subtract(a: Value, b: Value): Value {
  if (a instanceof PySet && b instanceof PySet) return new PySet([...a].filter((item) => !b.has(item)));
  return numeric('-', a, b) ?? fallback('-', a, b);
}

export function multiply(a: Value, b: Value): Value {
  return numeric('*', a, b) ?? repeated(a, b) ?? fallback('*', a, b);
}

export function divide(a: Value, b: Value): Value {
  return numeric('/', a, b) ?? fallback('/', a, b);
}

export function floorDivide(a: Value, b: Value): Value {
  return numeric('//', a, b) ?? fallback('//', a, b);
}

export function modulo(a: Value, b: Value): Value {
  if (typeof a === 'string') return percentFormat(a, b);
  return numeric('%', a, b) ?? fallback('%', a, b);
}

export function power(a: Value, b: Value): Value {
  return numeric('**', a, b) ?? fallback('**', a, b);
}

export function negate(value: Value): Value {
  return signed('-', value);
}

export function posate(value: Value): Value {
  return signed('+', value);
}

function signed(sign: '-' | '+', value: Value): Value {
  const whole = asInteger(value);
  if (whole !== undefined) {
    if (typeof whole === 'bigint') return integer(sign === '-' ? -whole : whole);
    return sign === '-' ? 0 - whole : whole;
  }
  const float = asFloat(value);
  if (float !== undefined) return new PyFloat(sign === '-' ? -float : float);
  if (value instanceof Undefined) throw value.error();
  if (isPyObject(value)) {
    const result = value.pyBinary('*', sign === '-' ? -1 : 1, false);
    if (result !== undefined) return result;
  }
  return raise(`bad operand type for unary ${sign}: '${typeName(value)}'`);
}

function concatenate(a: Value[], b: Value): Value {
  const kind = a instanceof PyTuple ? 'tuple' : 'list';
  if (!Array.isArray(b) || a instanceof PyTuple !== b instanceof PyTuple) {
    return raise(`can only concatenate ${kind} (not "${typeName(b)}") to ${kind}`);
  }
  limitItems(a.length + b.length);
  return kind === 'tuple' ? PyTuple.fromArray([...a, ...b]) : [...a, ...b];
}

function repeated(a: Value, b: Value): Value | undefined {
  const [sequence, count] = asInteger(b) === undefined ? [b, a] : [a, b];
  const times = asInteger(count);
  if (times === undefined) return undefined;
  const n = Math.max(0, clampToSafe(times));
  if (typeof sequence === 'string') return limitedText(sequence.length * n) && sequence.repeat(n);
  if (!Array.isArray(sequence)) return undefined;
  limitItems(sequence.length * n);
  const items: Value[] = sequence instanceof PyTuple ? new PyTuple() : [];
  for (let i = 0; i < (sequence.length === 0 ? 0 : n); i++) for (const item of sequence) items.push(item);
  return items;
}

function limitedText(length: number): true {
  if (length > MAX_TEXT) raise(`the text would be longer than ${MAX_TEXT} characters`);
  return true;
}

/** Numbers on both sides; undefined when one side is none. */
function numeric(operator: Operator, a: Value, b: Value): Value | undefined {
  const x = asInteger(a);
  const y = asInteger(b);
  if (x !== undefined && y !== undefined) return INTEGER[operator](x, y);
  const left = asNumber(a);
  const right = asNumber(b);
  if (left === undefined || right === undefined) return undefined;
  return new PyFloat(FLOAT[operator](left, right));
}

type IntegerRule = (a: number | bigint, b: number | bigint) => Value;

/** Computes with numbers while the result is exact, else with big ints. */
function exact(fast: (a: number, b: number) => number, big: (a: bigint, b: bigint) => bigint): IntegerRule {
  return (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') {
      const result = fast(a, b);
      if (Number.isSafeInteger(result)) return result + 0;
    }
    return integer(big(BigInt(a), BigInt(b)));
  };
}

function isZero(value: number | bigint): boolean {
  return value === 0 || value === 0n;
}

const floorDivideExact = exact((a, b) => Math.floor(a / b), floorDivideBig);
const moduloExact = exact(
  (a, b) => a - b * Math.floor(a / b),
  (a, b) => a - b * floorDivideBig(a, b),
);

function floorDivideBig(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/** Number division is exact enough for floor only while both sides are small. */
function smallOr(fast: IntegerRule, big: (a: bigint, b: bigint) => bigint, message: string): IntegerRule {
  return (a, b) => {
    if (isZero(b)) raise(message);
    const small =
      typeof a === 'number' && typeof b === 'number' && Math.abs(a) < 2 ** 50 && Math.abs(b) < 2 ** 50;
    return small ? fast(a, b) : integer(big(BigInt(a), BigInt(b)));
  };
}

const INTEGER: Readonly<Record<Operator, IntegerRule>> = {
  '+': exact(
    (a, b) => a + b,
    (a, b) => a + b,
  ),
  '-': exact(
    (a, b) => a - b,
    (a, b) => a - b,
  ),
  '*': exact(
    (a, b) => a * b,
    (a, b) => limitBits(a) * limitBits(b),
  ),
  '/': (a, b) => {
    if (isZero(b)) raise('division by zero');
    return new PyFloat(Number(a) / Number(b));
  },
  '//': smallOr(floorDivideExact, floorDivideBig, 'integer division or modulo by zero'),
  '%': smallOr(moduloExact, (a, b) => a - b * floorDivideBig(a, b), 'integer modulo by zero'),
  '**': powerOfIntegers,
};

const LARGEST = 1n << BigInt(MAX_BITS);

/** Repeated squaring must end before it takes all time and memory. */
function limitBits(value: bigint): bigint {
  return value > LARGEST || value < -LARGEST ? raise('the result of * would have too many digits') : value;
}

function powerOfIntegers(a: number | bigint, b: number | bigint): Value {
  if (b < 0) {
    if (isZero(a)) raise('0.0 cannot be raised to a negative power');
    return new PyFloat(Number(a) ** Number(b));
  }
  const size = BigInt(a).toString(2).length;
  if (size > 1 && Number(b) * size > MAX_BITS) raise('the result of ** would have too many digits');
  if (isZero(a) || a === 1 || a === -1) return powerOfUnit(Number(a), BigInt(b));
  return integer(BigInt(a) ** BigInt(b));
}

function powerOfUnit(a: number, b: bigint): number {
  if (b === 0n || a === 1) return 1;
  if (a === 0) return 0;
  return b % 2n === 0n ? 1 : -1;
}

const FLOAT: Readonly<Record<Operator, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => (b === 0 ? raise('float division by zero') : a / b),
  '//': (a, b) => (b === 0 ? raise('float floor division by zero') : Math.floor(a / b)),
  '%': (a, b) => (b === 0 ? raise('float modulo') : floatModulo(a, b)),
  '**': powerOfFloats,
};

function floatModulo(a: number, b: number): number {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
}

function powerOfFloats(a: number, b: number): number {
  if (a === 0 && b < 0) raise('0.0 cannot be raised to a negative power');
  if (a < 0 && Number.isFinite(b) && !Number.isInteger(b))
    raise('a negative number cannot be raised to a fractional power');
  const result = a ** b;
  if (!Number.isFinite(result) && Number.isFinite(a) && Number.isFinite(b))
    raise('Numerical result out of range');
  return result;
}

function fallback(operator: Operator, a: Value, b: Value): Value {
  if (a instanceof Undefined) throw a.error();
  if (b instanceof Undefined) throw b.error();
  if (isPyObject(a)) {
    const result = a.pyBinary(operator, b, false);
    if (result !== undefined) return result;
  }
  if (isPyObject(b)) {
    const result = b.pyBinary(operator, a, true);
    if (result !== undefined) return result;
  }
  return raise(
    `unsupported operand type(s) for ${operator === '**' ? '** or pow()' : operator}: '${typeName(a)}' and '${typeName(b)}'`,
  );
}
