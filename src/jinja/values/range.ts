import { asInteger, clampToSafe } from './numbers.js';
import { raise } from './raise.js';
import { pyRepr } from './text.js';
import { typeName } from './typeName.js';
import { callable, PyObject, type Value } from './types.js';
import { Undefined } from './undefined.js';

/** The sandbox's limit on elements. */
const MAX_RANGE = 100_000;

/** A Python range: prints as `range(0, 3)`, has length, items and slices, and compares by its elements. */
export class PyRange extends PyObject {
  readonly pyType = 'range';

  constructor(
    readonly start: number,
    readonly stop: number,
    readonly step: number,
  ) {
    super();
  }

  override pyLen(): number {
    return Math.max(0, Math.ceil((this.stop - this.start) / this.step));
  }

  override *pyIter(): Generator<number> {
    const length = this.pyLen();
    for (let i = 0; i < length; i++) yield this.start + i * this.step;
  }

  override pyItem(key: Value): Value | undefined {
    const index = asInteger(key);
    if (index === undefined) return undefined;
    const length = this.pyLen();
    const at = clampToSafe(index) < 0 ? clampToSafe(index) + length : clampToSafe(index);
    return at >= 0 && at < length ? this.start + at * this.step : undefined;
  }

  override pyAttr(name: string): Value | undefined {
    if (name === 'index') return callable('index', ([value]) => this.indexOf(value));
    if (name === 'count') return callable('count', ([value]) => (this.pyContains(value) ? 1 : 0));
    return name === 'start' || name === 'stop' || name === 'step' ? this[name] : undefined;
  }

  private indexOf(value: Value): number {
    return this.pyContains(value)
      ? (value - this.start) / this.step
      : raise(`${pyRepr(value)} is not in range`);
  }

  override pyContains(value: Value): boolean | undefined {
    const number = asInteger(value);
    if (typeof number !== 'number') return undefined;
    const position = (number - this.start) / this.step;
    return Number.isInteger(position) && position >= 0 && position < this.pyLen();
  }

  override pyRepr(): string {
    return `range(${this.start}, ${this.stop}${this.step === 1 ? '' : `, ${this.step}`})`;
  }

  override pyEquals(other: Value): boolean {
    if (!(other instanceof PyRange) || other.pyLen() !== this.pyLen()) return false;
    const length = this.pyLen();
    return length === 0 || (this.start === other.start && (length === 1 || this.step === other.step));
  }

  override pyHash(): string {
    return `range:${[...this.pyIter()].join(',')}`;
  }

  override pyKind(): 'sequence' {
    return 'sequence';
  }

  slice(start: number, stop: number, step: number): PyRange {
    return new PyRange(this.start + start * this.step, this.start + stop * this.step, this.step * step);
  }
}

/** `range(stop)`, `range(start, stop[, step])` of at most 100,000 elements. */
export function createRange(args: readonly Value[]): PyRange {
  if (args.length === 0) raise('range expected at least 1 argument, got 0');
  if (args.length > 3) raise(`range expected at most 3 arguments, got ${args.length}`);
  const numbers = args.map((value) => {
    if (value instanceof Undefined) throw value.error();
    const number = asInteger(value);
    if (number === undefined) raise(`'${typeName(value)}' object cannot be interpreted as an integer`);
    return clampToSafe(number!);
  });
  const [start, stop, step] =
    numbers.length === 1 ? [0, numbers[0]!, 1] : [numbers[0]!, numbers[1]!, numbers[2] ?? 1];
  if (step === 0) raise('range() arg 3 must not be zero');
  const range = new PyRange(start, stop, step);
  if (range.pyLen() > MAX_RANGE) {
    raise(`Range too big. The sandbox blocks ranges larger than MAX_RANGE (${MAX_RANGE}).`);
  }
  return range;
}
