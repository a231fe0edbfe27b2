import { pyFunction } from '../../pyFunction.js';
import { integer } from '../../values/numbers.js';
import { PyFloat, PyObject, type Value } from '../../values/types.js';
import { findNumber, pad, roundHalfEven, typeName } from '../arguments.js';
import { type Members, members, PyClass, pyError } from '../pyClass.js';

const DAY_SECONDS = 86400;
const MICROS = 1_000_000;
const DAY_MICROS = BigInt(DAY_SECONDS * MICROS);
const MAX_DAYS = 999_999_999;

export interface TimeDeltaParts {
  readonly days?: number;
  readonly seconds?: number;
  readonly microseconds?: number;
}

/** datetime.timedelta: normalised as in Python (0 <= seconds < 86400, 0 <= microseconds < 1e6). */
export class PyTimeDelta extends PyObject {
  readonly pyType = 'timedelta';

  private constructor(
    readonly days: number,
    readonly seconds: number,
    readonly microseconds: number,
  ) {
    super();
  }

  /** From any integers; normalises. */
  static of(parts: TimeDeltaParts): PyTimeDelta {
    const micros = parts.microseconds ?? 0;
    const carrySeconds = Math.floor(micros / MICROS);
    const seconds = (parts.seconds ?? 0) + carrySeconds;
    const carryDays = Math.floor(seconds / DAY_SECONDS);
    const days = (parts.days ?? 0) + carryDays;
    if (Math.abs(days) > MAX_DAYS) throw pyError(`days=${days}; must have magnitude <= 999999999`);
    return new PyTimeDelta(days, seconds - carryDays * DAY_SECONDS, micros - carrySeconds * MICROS);
  }

  static ofMicros(micros: bigint): PyTimeDelta {
    let days = micros / DAY_MICROS;
    let rest = micros % DAY_MICROS;
    if (rest < 0n) {
      rest += DAY_MICROS;
      days -= 1n;
    }
    return PyTimeDelta.of({ days: Number(days), microseconds: Number(rest) });
  }

  toMicros(): bigint {
    return BigInt(this.days) * DAY_MICROS + BigInt(this.seconds * MICROS + this.microseconds);
  }

  totalSeconds(): number {
    return Number(this.toMicros()) / MICROS;
  }

  negate(): PyTimeDelta {
    return PyTimeDelta.of({ days: -this.days, seconds: -this.seconds, microseconds: -this.microseconds });
  }

  plus(other: PyTimeDelta): PyTimeDelta {
    return PyTimeDelta.of({
      days: this.days + other.days,
      seconds: this.seconds + other.seconds,
      microseconds: this.microseconds + other.microseconds,
    });
  }

  override pyAttr(name: string): Value | undefined {
    return MEMBERS.get(name)?.(this);
  }

  override pyStr(): string {
    const minutes = Math.floor(this.seconds / 60);
    const clock = `${Math.floor(minutes / 60)}:${pad(minutes % 60, 2)}:${pad(this.seconds % 60, 2)}`;
    const days = this.days === 0 ? '' : `${this.days} day${Math.abs(this.days) === 1 ? '' : 's'}, `;
    return days + clock + (this.microseconds === 0 ? '' : `.${pad(this.microseconds, 6)}`);
  }

  override pyRepr(): string {
    const parts = (['days', 'seconds', 'microseconds'] as const)
      .filter((part) => this[part] !== 0)
      .map((part) => `${part}=${this[part]}`);
    return `datetime.timedelta(${parts.length === 0 ? '0' : parts.join(', ')})`;
  }

  override pyTruthy(): boolean {
    return this.days !== 0 || this.seconds !== 0 || this.microseconds !== 0;
  }

  override pyEquals(other: Value): boolean {
    return other instanceof PyTimeDelta && this.pyCompare(other) === 0;
  }

  override pyHash(): string {
    return `timedelta:${this.days}:${this.seconds}:${this.microseconds}`;
  }

  override pyCompare(other: Value): number | undefined {
    if (!(other instanceof PyTimeDelta)) return undefined;
    return this.days - other.days || this.seconds - other.seconds || this.microseconds - other.microseconds;
  }

  override pyBinary(op: string, other: Value, reversed: boolean): Value | undefined {
    if (other instanceof PyTimeDelta)
      return withTimeDelta(op, reversed ? other : this, reversed ? this : other);
    const factor = findNumber(other);
    if (factor === undefined) return undefined;
    if (op === '*') return multiply(this, other, factor);
    if (reversed) return undefined;
    if (op === '/') return divide(this, other, factor);
    if (op === '//' && !isFloat(other))
      return PyTimeDelta.ofMicros(floorDivide(this.toMicros(), bigint(other)));
    return undefined;
  }
}

function withTimeDelta(op: string, left: PyTimeDelta, right: PyTimeDelta): Value | undefined {
  if (op === '+') return left.plus(right);
  if (op === '-') return left.plus(right.negate());
  if (op !== '/' && op !== '//' && op !== '%') return undefined;
  const divisor = right.toMicros();
  if (divisor === 0n) {
    throw pyError(op === '/' ? 'division by zero' : 'integer division or modulo by zero');
  }
  if (op === '/') return new PyFloat(Number(left.toMicros()) / Number(divisor));
  const quotient = floorDivide(left.toMicros(), divisor);
  if (op === '//') return integer(quotient);
  return PyTimeDelta.ofMicros(left.toMicros() - quotient * divisor);
}

function multiply(delta: PyTimeDelta, factor: Value, number: number): PyTimeDelta {
  if (!isFloat(factor)) return PyTimeDelta.ofMicros(delta.toMicros() * bigint(factor));
  const [numerator, denominator] = ratioOf(number);
  return PyTimeDelta.ofMicros(divideNearest(delta.toMicros() * numerator, denominator));
}

function divide(delta: PyTimeDelta, divisor: Value, number: number): PyTimeDelta {
  if (number === 0) {
    throw pyError(isFloat(divisor) ? 'float division by zero' : 'integer division or modulo by zero');
  }
  const [numerator, denominator] = isFloat(divisor) ? ratioOf(number) : [bigint(divisor), 1n];
  return PyTimeDelta.ofMicros(divideNearest(delta.toMicros() * denominator, numerator));
}

/** A float as the fraction that it is. */
function ratioOf(value: number): [numerator: bigint, denominator: bigint] {
  if (!Number.isFinite(value)) throw pyError(`cannot convert float ${value} to a fraction`);
  let numerator = value;
  let denominator = 1n;
  while (!Number.isInteger(numerator)) {
    numerator *= 2;
    denominator *= 2n;
  }
  return [BigInt(numerator), denominator];
}

/** Half to even. */
function divideNearest(dividend: bigint, divisor: bigint): bigint {
  const floor = floorDivide(dividend, divisor);
  const twice = 2n * (dividend - floor * divisor);
  const past = divisor < 0n ? divisor - twice : twice - divisor;
  return past > 0n || (past === 0n && floor % 2n !== 0n) ? floor + 1n : floor;
}

function isFloat(value: Value): boolean {
  return value instanceof PyFloat || (typeof value === 'number' && !Number.isInteger(value));
}

function bigint(value: Value): bigint {
  return BigInt(value as number | bigint | boolean);
}

function floorDivide(a: bigint, b: bigint): bigint {
  if (b === 0n) throw pyError('integer division or modulo by zero');
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

const MEMBERS: Members<PyTimeDelta> = members<PyTimeDelta>({
  days: (self) => self.days,
  seconds: (self) => self.seconds,
  microseconds: (self) => self.microseconds,
  total_seconds: (self) => pyFunction('total_seconds', [], () => new PyFloat(self.totalSeconds())),
});

/** Microseconds in one unit of each constructor argument, in Python's order of positional arguments. */
const UNITS: readonly (readonly [string, number])[] = [
  ['days', DAY_SECONDS * MICROS],
  ['seconds', MICROS],
  ['microseconds', 1],
  ['milliseconds', 1000],
  ['minutes', 60 * MICROS],
  ['hours', 3600 * MICROS],
  ['weeks', 7 * DAY_SECONDS * MICROS],
];

const construct = pyFunction(
  'timedelta',
  UNITS.map(([name]) => `${name}?`),
  (...values) => {
    let whole = 0n;
    let fraction = 0;
    values.forEach((value, i) => {
      if (value === undefined) return;
      const [name, unit] = UNITS[i]!;
      const number = findNumber(value);
      if (number === undefined) {
        throw pyError(`unsupported type for timedelta ${name} component: ${typeName(value)}`);
      }
      if (!Number.isFinite(number)) throw pyError(`cannot convert float ${number} to integer`);
      // Whole units stay exact; only what is below one unit goes through a float.
      whole += (isFloat(value) ? BigInt(Math.trunc(number)) : bigint(value)) * BigInt(unit);
      if (isFloat(value)) fraction += (number - Math.trunc(number)) * unit;
    });
    return PyTimeDelta.ofMicros(whole + BigInt(roundHalfEven(fraction)));
  },
);

export const timeDeltaClass = new PyClass({
  name: 'datetime.timedelta',
  construct: (args, kwargs) => construct(args, kwargs),
  statics: {
    min: () => PyTimeDelta.of({ days: -MAX_DAYS }),
    max: () => PyTimeDelta.of({ days: MAX_DAYS, seconds: DAY_SECONDS - 1, microseconds: MICROS - 1 }),
    resolution: () => PyTimeDelta.of({ microseconds: 1 }),
  },
});
