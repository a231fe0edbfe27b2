import { raise } from './raise.js';
import { PyFloat, type Value } from './types.js';

/** An int or bool as number or bigint; undefined for other values (a float is not an int). */
export function asInteger(value: Value): number | bigint | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? value : undefined;
  if (typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return undefined;
}

/** A float (boxed or a number with a fraction) as a JS number; undefined for other values. */
export function asFloat(value: Value): number | undefined {
  if (value instanceof PyFloat) return value.value;
  if (typeof value === 'number' && !Number.isInteger(value)) return value;
  return undefined;
}

/** Any Python number (int, bool, float) as a JS number, losing digits of big ints. */
export function asNumber(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof PyFloat) return value.value;
  if (typeof value === 'bigint') return Number(value);
  return undefined;
}

export function isNumber(value: Value): boolean {
  return (
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    typeof value === 'boolean' ||
    value instanceof PyFloat
  );
}

/** An integer in the representation templates use: number when safe, bigint beyond. */
export function integer(value: bigint): number | bigint {
  return value >= MIN_SAFE && value <= MAX_SAFE ? Number(value) : value;
}

/** Digits, with a sign or none, as `integer` gives them. */
export function parseDigits(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);
const MIN_SAFE = BigInt(Number.MIN_SAFE_INTEGER);

/** The whole part of a float as an int; raises for nan and infinity as Python's int() does. */
export function truncate(value: number): number | bigint {
  if (Number.isNaN(value)) raise('cannot convert float NaN to integer');
  if (!Number.isFinite(value)) raise('cannot convert float infinity to integer');
  const whole = Math.trunc(value);
  return Number.isSafeInteger(whole) ? whole + 0 : BigInt(whole);
}

/** An index or count argument as a JS number; raises for everything that is not an int. */
export function toIndex(value: Value, typeNameOf: (value: Value) => string): number {
  const index = asInteger(value);
  if (index === undefined) return raise(`'${typeNameOf(value)}' object cannot be interpreted as an integer`);
  return clampToSafe(index);
}

/** Big ints used as positions act like infinitely large ones. */
export function clampToSafe(value: number | bigint): number {
  if (typeof value === 'number') return value;
  return value > 0n ? Number.MAX_SAFE_INTEGER : Number.MIN_SAFE_INTEGER;
}
