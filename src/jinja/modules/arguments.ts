import { typeName } from '../values/typeName.js';
import { PyFloat, type Value } from '../values/types.js';
import { pyError } from './pyClass.js';

export { typeName };

/** An int argument (bools are ints in Python). */
export function intArgument(value: Value): number {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  if (typeof value === 'bigint') {
    if (value > BigInt(Number.MAX_SAFE_INTEGER) || value < -BigInt(Number.MAX_SAFE_INTEGER)) {
      throw pyError('Python int too large to convert to C int');
    }
    return Number(value);
  }
  throw pyError(`'${typeName(value)}' object cannot be interpreted as an integer`);
}

export function optionalInt(value: Value | undefined, fallback: number): number {
  return value === undefined ? fallback : intArgument(value);
}

/** The number in an int or float value; undefined for anything else. */
export function findNumber(value: Value): number | undefined {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof PyFloat) return value.value;
  return undefined;
}

export function numberArgument(value: Value, what: string): number {
  const number = findNumber(value);
  if (number === undefined) throw pyError(`${what}: expected a number, not '${typeName(value)}'`);
  return number;
}

export function textArgument(value: Value, what: string): string {
  if (typeof value !== 'string') throw pyError(`${what} must be str, not ${typeName(value)}`);
  return value;
}

/** Rounds half to even, as Python's round(). */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest < 0.5) return floor;
  if (rest > 0.5) return floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

export function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
