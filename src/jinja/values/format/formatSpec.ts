import { asFloat, asInteger } from '../numbers.js';
import { padLimit } from '../padding.js';
import { raise } from '../raise.js';
import { characters, codePointLength } from '../strings.js';
import { floatText, pyStr } from '../text.js';
import { typeName } from '../typeName.js';
import { isCallable, isPyObject, NO_KWARGS, type Value } from '../types.js';
import { formatFloat } from './floatFormat.js';

/** Parsed `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`. */
interface Spec {
  readonly fill: string;
  readonly align?: string;
  readonly sign: string;
  readonly alternate: boolean;
  readonly width: number;
  readonly grouping: string;
  readonly precision?: number;
  readonly type: string;
}

const SPEC = /^(?:([\s\S])?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/u;

function parseSpec(text: string): Spec {
  const match = SPEC.exec(text);
  if (!match) return raise(`invalid format specifier '${text}'`);
  const [, fill, align, sign, , alternate, zero, width, grouping, precision, type] = match;
  padLimit(Number(width ?? 0));
  padLimit(Number(precision ?? 0));
  return {
    fill: fill ?? (zero ? '0' : ' '),
    align: align ?? (zero ? '=' : undefined),
    sign: sign ?? '-',
    alternate: alternate !== undefined,
    width: Number(width ?? 0),
    grouping: grouping ?? '',
    precision: precision === undefined ? undefined : Number(precision),
    type: type ?? '',
  };
}

/** Python's `format(value, spec)`. */
export function formatValue(value: Value, spec: string): string {
  if (isPyObject(value)) return formatObject(value, spec);
  if (spec === '') return pyStr(value);
  if (typeof value === 'string') return formatText(value, parseSpec(spec));
  const whole = asInteger(value);
  if (whole !== undefined) return formatInteger(whole, parseSpec(spec));
  const float = asFloat(value);
  if (float !== undefined) return formatFloatValue(float, parseSpec(spec), 'float');
  return raise(`unsupported format string passed to ${typeName(value)}.__format__`);
}

/** Host objects format themselves by a `__format__` that only the engine reaches. */
function formatObject(value: Value, spec: string): string {
  const format = value.pyAttr('__format__');
  if (isCallable(format)) return String(format([spec], NO_KWARGS));
  if (spec === '') return value.pyStr();
  return raise(`unsupported format string passed to ${value.pyType}.__format__`);
}

function formatText(value: string, spec: Spec): string {
  if (spec.type !== '' && spec.type !== 's') {
    raise(`Unknown format code '${spec.type}' for object of type 'str'`);
  }
  if (spec.align === '=' && spec.fill !== '0') raise(`'=' alignment not allowed in string format specifier`);
  if (spec.sign !== '-') raise('Sign not allowed in string format specifier');
  if (spec.grouping) raise(`Cannot specify '${spec.grouping}' with 's'.`);
  const cut = spec.precision === undefined ? value : characters(value).slice(0, spec.precision).join('');
  return pad(cut, '', spec, spec.align === '=' ? '<' : (spec.align ?? '<'));
}

const BASES: Readonly<Record<string, readonly [base: number, prefix: string]>> = {
  b: [2, '0b'],
  o: [8, '0o'],
  x: [16, '0x'],
  X: [16, '0X'],
  d: [10, ''],
  n: [10, ''],
  '': [10, ''],
};

function formatInteger(value: number | bigint, spec: Spec): string {
  if ('eEfFgG%'.includes(spec.type) && spec.type !== '') return formatFloatValue(Number(value), spec, 'int');
  if (spec.precision !== undefined) raise('Precision not allowed in integer format specifier');
  if (spec.type === 'c') return pad(String.fromCodePoint(Number(value)), '', spec, spec.align ?? '<');
  const base = BASES[spec.type];
  if (!base) return raise(`Unknown format code '${spec.type}' for object of type 'int'`);
  const negative = value < 0;
  const size = negative ? -value : value;
  const digits = size.toString(base[0]);
  const sign = signOf(negative, spec) + (spec.alternate ? base[1] : '');
  return padNumber(spec.type === 'X' ? digits.toUpperCase() : digits, '', sign, spec, base[0] === 10 ? 3 : 4);
}

function formatFloatValue(value: number, spec: Spec, type: string): string {
  const negative = value < 0 || Object.is(value, -0);
  const text = floatDigits(value, spec, type);
  const point = text.search(/[.e%a-z]/i);
  const whole = point < 0 ? text : text.slice(0, point);
  const rest = point < 0 ? '' : text.slice(point);
  return padNumber(whole, rest, signOf(negative, spec), spec, 3);
}

function floatDigits(value: number, spec: Spec, type: string): string {
  if (spec.type === '' && spec.precision === undefined) return floatText(Math.abs(value));
  if (spec.type === '') {
    const text = formatFloat(value, { type: 'g', precision: spec.precision!, alternate: spec.alternate });
    return /[.en]/.test(text) ? text : `${text}.0`;
  }
  if (!'eEfFgGn%'.includes(spec.type)) {
    raise(`Unknown format code '${spec.type}' for object of type '${type}'`);
  }
  const kind = spec.type === 'n' ? 'g' : spec.type;
  return formatFloat(value, { type: kind, precision: spec.precision ?? 6, alternate: spec.alternate });
}

function signOf(negative: boolean, spec: Spec): string {
  return negative ? '-' : spec.sign === '-' ? '' : spec.sign;
}

/** Groups the digits before the point; zeros that pad are grouped too. */
function padNumber(whole: string, rest: string, sign: string, spec: Spec, group: number): string {
  const align = spec.align ?? '>';
  if (!spec.grouping) return pad(whole + rest, sign, spec, align);
  let digits = whole;
  if (align === '=' && spec.fill === '0') {
    const wanted = spec.width - sign.length - rest.length;
    while (grouped(digits, spec.grouping, group).length < wanted) digits = `0${digits}`;
    return sign + grouped(digits, spec.grouping, group).replace(/^[,_]/, '0$&') + rest;
  }
  return pad(grouped(digits, spec.grouping, group) + rest, sign, spec, align);
}

function grouped(digits: string, mark: string, size: number): string {
  let result = digits.slice(-size);
  for (let end = digits.length - size; end > 0; end -= size) {
    result = digits.slice(Math.max(0, end - size), end) + mark + result;
  }
  return result;
}

function pad(text: string, sign: string, spec: Spec, align: string): string {
  const missing = spec.width - codePointLength(text) - sign.length;
  if (missing <= 0) return sign + text;
  const fill = (count: number): string => spec.fill.repeat(count);
  switch (align) {
    case '<':
      return sign + text + fill(missing);
    case '=':
      return sign + fill(missing) + text;
    case '^':
      return fill(Math.floor(missing / 2)) + sign + text + fill(missing - Math.floor(missing / 2));
    default:
      return fill(missing) + sign + text;
  }
}
