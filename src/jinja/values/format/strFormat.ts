import { getAttr, getItem } from '../lookup.js';
import { getMappingItem, isMapping } from '../mapping.js';
import { raise } from '../raise.js';
import { pyRepr, pyStr } from '../text.js';
import type { Kwargs, Value } from '../types.js';
import { formatValue } from './formatSpec.js';
import { asciiRepr } from './percent.js';

/** Where fields take their values from, with Python's rule that numbered and automatic fields do not mix. */
interface Fields {
  positional(index: number): Value;
  named(name: string): Value;
  automatic: number | undefined;
  manual: boolean;
}

/** `template.format(*args, **kwargs)`. */
export function strFormat(template: string, args: readonly Value[], kwargs: Kwargs): string {
  return expand(
    template,
    fieldsOf(args, (name) => (name in kwargs ? kwargs[name] : undefined)),
    2,
  );
}

/** `template.format_map(mapping)`. */
export function strFormatMap(template: string, mapping: Value): string {
  if (!isMapping(mapping)) return raise('format_map() argument must be a mapping');
  return expand(
    template,
    fieldsOf([], (name) => getMappingItem(mapping, name)),
    2,
  );
}

function fieldsOf(args: readonly Value[], find: (name: string) => Value | undefined): Fields {
  return {
    positional: (index) =>
      index < args.length
        ? args[index]
        : raise(`Replacement index ${index} out of range for positional args tuple`),
    named: (name) => {
      const value = find(name);
      return value === undefined ? raise(`'${name}'`, `format() got no argument named '${name}'.`) : value;
    },
    automatic: 0,
    manual: false,
  };
}

const TOKEN = /\{\{|\}\}|\{|\}/g;

/** Replaces fields; `depth` limits nesting of fields inside format specs. */
function expand(template: string, fields: Fields, depth: number): string {
  if (depth === 0) raise('Max string recursion exceeded');
  let result = '';
  let from = 0;
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(template); match; match = TOKEN.exec(template)) {
    result += template.slice(from, match.index);
    if (match[0].length === 2) {
      result += match[0][0];
      from = TOKEN.lastIndex;
      continue;
    }
    if (match[0] === '}') raise("Single '}' encountered in format string");
    const end = closingBrace(template, match.index + 1);
    result += field(template.slice(match.index + 1, end), fields, depth);
    from = end + 1;
    TOKEN.lastIndex = from;
  }
  return result + template.slice(from);
}

function closingBrace(template: string, from: number): number {
  let open = 1;
  for (let i = from; i < template.length; i++) {
    const char = template[i];
    if (char === '[' && open === 1) {
      const close = template.indexOf(']', i);
      if (close > 0 && !template.slice(i, close).includes(':')) i = close;
    } else if (char === '{') open++;
    else if (char === '}' && --open === 0) return i;
  }
  return raise(
    from === template.length
      ? "Single '{' encountered in format string"
      : "expected '}' before end of string",
  );
}

const FIELD = /^((?:[^!:[\]]|\[[^\]]*\])*)(?:!(.?)([^:]*))?(?::([\s\S]*))?$/;

function field(text: string, fields: Fields, depth: number): string {
  const match = FIELD.exec(text);
  if (!match) return raise("expected ':' after conversion specifier");
  const [, name = '', conversion, rest, spec = ''] = match;
  if (rest) raise("expected ':' after conversion specifier");
  const value = convert(fieldValue(name, fields), conversion);
  const expanded = spec.includes('{') || spec.includes('}') ? expand(spec, fields, depth - 1) : spec;
  return formatValue(value, expanded);
}

const STEP = /\.([^.[]+)|\[([^\]]*)\]/gy;

function fieldValue(name: string, fields: Fields): Value {
  const first = /^[^.[]*/.exec(name)![0];
  let value = firstValue(first, fields);
  STEP.lastIndex = first.length;
  let at = first.length;
  for (let step = STEP.exec(name); step; step = STEP.exec(name)) {
    at = STEP.lastIndex;
    if (step[1] !== undefined) value = getAttr(value, step[1]);
    else value = getItem(value, /^\d+$/.test(step[2]!) ? Number(step[2]) : step[2]!);
  }
  if (at < name.length) raise('Empty attribute in format string');
  return value;
}

function firstValue(name: string, fields: Fields): Value {
  if (name === '') {
    if (fields.manual) raise('cannot switch from manual field specification to automatic field numbering');
    return fields.positional(fields.automatic!++);
  }
  if (!/^\d+$/.test(name)) return fields.named(name);
  if (fields.automatic! > 0)
    raise('cannot switch from automatic field numbering to manual field specification');
  fields.manual = true;
  return fields.positional(Number(name));
}

function convert(value: Value, conversion: string | undefined): Value {
  if (conversion === undefined) return value;
  if (conversion === 's') return pyStr(value);
  if (conversion === 'r') return pyRepr(value);
  if (conversion === 'a') return asciiRepr(value);
  return raise(`Unknown conversion specifier ${conversion}`);
}
