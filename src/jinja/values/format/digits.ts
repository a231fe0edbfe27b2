/**
 * Exact decimal digits of floats. JavaScript's toFixed rounds ties away from zero and stops at 1e21; Python rounds the
 * exact binary value half to even.
 */

interface Exact {
  readonly mantissa: bigint;
  readonly exponent: number;
}

const view = new DataView(new ArrayBuffer(8));

/** |value| = mantissa * 2^exponent, for finite values. */
function exactOf(value: number): Exact {
  view.setFloat64(0, Math.abs(value));
  const bits = view.getBigUint64(0);
  const power = Number(bits >> 52n);
  const fraction = bits & 0xfffffffffffffn;
  return power === 0
    ? { mantissa: fraction, exponent: -1074 }
    : { mantissa: fraction | 0x10000000000000n, exponent: power - 1075 };
}

/** |value| * 10^digits rounded half to even, as an integer. digits may be negative. */
export function scaledInteger(value: number, digits: number): bigint {
  const { mantissa, exponent } = exactOf(value);
  let top = mantissa;
  let bottom = 1n;
  if (exponent >= 0) top <<= BigInt(exponent);
  else bottom <<= BigInt(-exponent);
  if (digits >= 0) top *= 10n ** BigInt(digits);
  else bottom *= 10n ** BigInt(-digits);
  const whole = top / bottom;
  const twice = (top % bottom) * 2n;
  const up = twice > bottom || (twice === bottom && whole % 2n === 1n);
  return up ? whole + 1n : whole;
}

/** |value| with exactly `digits` digits after the point (no point for 0). */
export function fixedDigits(value: number, digits: number): string {
  const text = scaledInteger(value, digits)
    .toString()
    .padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

export interface Scientific {
  /** `digits + 1` digits without a point. */
  readonly digits: string;
  readonly exponent: number;
}

/** |value| in scientific notation with `digits` digits after the first. */
export function scientificDigits(value: number, digits: number): Scientific {
  if (value === 0) return { digits: '0'.repeat(digits + 1), exponent: 0 };
  let exponent = Number(Math.abs(value).toExponential().split('e')[1]);
  let text = scaledInteger(value, digits - exponent).toString();
  if (text.length > digits + 1) {
    exponent++;
    text = scaledInteger(value, digits - exponent).toString();
  }
  return { digits: text, exponent };
}

/** Python's round(value, digits) of a float. */
export function roundFloat(value: number, digits: number): number {
  if (!Number.isFinite(value) || value === 0 || digits > 323) return value;
  if (digits < -308) return value < 0 ? -0 : 0;
  const size =
    digits >= 0
      ? Number(fixedDigits(value, digits))
      : Number(scaledInteger(value, digits) * 10n ** BigInt(-digits));
  return value < 0 ? -size : size;
}
