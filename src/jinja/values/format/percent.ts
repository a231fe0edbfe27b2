import { getMappingItem, isMapping } from '../mapping.js';
import { asFloat, asInteger, asNumber, truncate } from '../numbers.js';
import { padLimit } from '../padding.js';
import { raise } from '../raise.js';
import { characters, codePointLength } from '../strings.js';
import { pyRepr, pyStr } from '../text.js';
import { typeName } from '../typeName.js';
import { isPyObject, PyTuple, type Value } from '../types.js';
import { Undefined } from '../undefined.js';
import { formatFloat } from './floatFormat.js';

const DIRECTIVE = /%(?:\(([^()]*)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d*))?[hlL]?([\s\S])?/gu;

interface Directive {
  readonly flags: string;
  readonly width: number;
  readonly precision?: number;
  readonly type: string;
}

/** Hands out the values of `template % values` in order. */
class Arguments {
  private next = 0;
  private readonly values: readonly Value[];
  private readonly mapping: Value | undefined;

  constructor(private readonly source: Value) {
    this.values = source instanceof PyTuple ? source : [source];
    const mayMap = !(source instanceof PyTuple) && hasItems(source);
    this.mapping = mayMap ? source : undefined;
  }

  take(): Value {
    if (this.next >= this.values.length) return raise('not enough arguments for format string');
    return this.values[this.next++];
  }

  takeCount(): number {
    const value = this.take();
    return typeof value === 'number' && Number.isInteger(value) ? value : raise('* wants int');
  }

  named(key: string): Value {
    if (!isMapping(this.source)) return raise('format requires a mapping');
    this.next = this.values.length;
    const value = getMappingItem(this.source, key);
    return value === undefined ? raise(`'${key}'`, `The values of % have no key '${key}'.`) : value;
  }

  finish(): void {
    if (this.next < this.values.length && this.mapping === undefined) {
      raise('not all arguments converted during string formatting');
    }
  }
}

/** Values with items never are too many arguments. */
function hasItems(value: Value): boolean {
  if (isPyObject(value)) return value.pyKind() !== 'scalar';
  return Array.isArray(value) || isMapping(value) || value instanceof Undefined;
}

/** Python's `template % values`. */
export function percentFormat(template: string, values: Value): string {
  const args = new Arguments(values);
  const text = template.replace(DIRECTIVE, (...match: (string | number | undefined)[]) => {
    const [, key, flags, width, precision, type] = match as (string | undefined)[];
    if (type === undefined) return raise('incomplete format');
    if (type === '%' && key === undefined) return '%';
    const named = key === undefined ? undefined : args.named(key);
    const directive: Directive = { ...sizes(flags ?? '', width, precision, args), type };
    return convert(directive, named === undefined ? () => args.take() : () => named, match.at(-2));
  });
  args.finish();
  return text;
}

function sizes(
  flags: string,
  width: string | undefined,
  precision: string | undefined,
  args: Arguments,
): Omit<Directive, 'type'> {
  const given = width === '*' ? args.takeCount() : Number(width ?? 0);
  const digits =
    precision === undefined ? undefined : precision === '*' ? args.takeCount() : Number(precision);
  padLimit(Math.abs(given));
  padLimit(digits ?? 0);
  return { flags: given < 0 ? `${flags}-` : flags, width: Math.abs(given), precision: digits };
}

function convert(directive: Directive, take: () => Value, index: unknown): string {
  const { type } = directive;
  if ('sra'.includes(type)) return padText(textOf(type, take(), directive.precision), directive);
  if (type === 'c') return padText(charOf(take()), directive);
  if ('diuoxX'.includes(type)) return padNumber(integerDigits(take(), directive), directive);
  if ('eEfFgG'.includes(type)) return padNumber(floatDigits(take(), directive), directive);
  return raise(
    `unsupported format character '${type}' (0x${type.codePointAt(0)!.toString(16)}) at index ${Number(index)}`,
  );
}

function textOf(type: string, value: Value, precision: number | undefined): string {
  const text = type === 's' ? pyStr(value) : type === 'r' ? pyRepr(value) : asciiRepr(value);
  return precision === undefined ? text : characters(text).slice(0, precision).join('');
}

/** Python's ascii(): repr with everything beyond ASCII escaped. */
export function asciiRepr(value: Value): string {
  return pyRepr(value).replace(/[^\0-\x7f]/gu, (char) => {
    const code = char.codePointAt(0)!;
    if (code < 0x100) return `\\x${code.toString(16)}`;
    return code < 0x10000
      ? `\\u${code.toString(16).padStart(4, '0')}`
      : `\\U${code.toString(16).padStart(8, '0')}`;
  });
}

function charOf(value: Value): string {
  const code = asInteger(value);
  if (code !== undefined) return String.fromCodePoint(Number(code));
  if (typeof value === 'string' && codePointLength(value) === 1) return value;
  return raise('%c requires int or char');
}

interface Signed {
  readonly negative: boolean;
  readonly prefix: string;
  readonly digits: string;
}

const BASES: Readonly<Record<string, readonly [number, string]>> = {
  o: [8, '0o'],
  x: [16, '0x'],
  X: [16, '0X'],
};

function integerDigits(value: Value, { type, precision, flags }: Directive): Signed {
  const whole = wholeNumber(value, type);
  const [base, prefix] = BASES[type] ?? [10, ''];
  const negative = whole < 0;
  const digits = (negative ? -whole : whole).toString(base).padStart(precision ?? 0, '0');
  return {
    negative,
    prefix: flags.includes('#') ? prefix : '',
    digits: type === 'X' ? digits.toUpperCase() : digits,
  };
}

function wholeNumber(value: Value, type: string): number | bigint {
  const whole = asInteger(value);
  if (whole !== undefined) return whole;
  if (value instanceof Undefined) throw value.error();
  const float = asFloat(value) ?? numberOfObject(value);
  if (float !== undefined && 'diu'.includes(type)) return truncate(float);
  const wanted = 'diu'.includes(type) ? 'a real number' : 'an integer';
  return raise(`%${type} format: ${wanted} is required, not ${typeName(value)}`);
}

/** A host number (Decimal) by its text. */
function numberOfObject(value: Value): number | undefined {
  if (!isPyObject(value) || value.pyBinary('+', 0, false) === undefined) return undefined;
  const number = Number(value.pyStr());
  return Number.isNaN(number) ? undefined : number;
}

function floatDigits(value: Value, { type, precision, flags }: Directive): Signed {
  if (value instanceof Undefined) throw value.error();
  const number = asNumber(value) ?? numberOfObject(value);
  if (number === undefined) return raise(`must be real number, not ${typeName(value)}`);
  const digits = formatFloat(number, { type, precision: precision ?? 6, alternate: flags.includes('#') });
  return { negative: number < 0 || Object.is(number, -0), prefix: '', digits };
}

function padNumber({ negative, prefix, digits }: Signed, { flags, width }: Directive): string {
  const sign = negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const missing = Math.max(0, width - sign.length - prefix.length - digits.length);
  if (flags.includes('-')) return sign + prefix + digits + ' '.repeat(missing);
  if (flags.includes('0')) return sign + prefix + '0'.repeat(missing) + digits;
  return ' '.repeat(missing) + sign + prefix + digits;
}

function padText(text: string, { flags, width }: Directive): string {
  const missing = Math.max(0, width - codePointLength(text));
  return flags.includes('-') ? text + ' '.repeat(missing) : ' '.repeat(missing) + text;
}
